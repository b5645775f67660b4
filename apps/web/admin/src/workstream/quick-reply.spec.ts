import { reconnectSlug } from '@rejoin/contracts';
import { newWidget } from '../widget/new-widget';
import { piecesOf, widgetsWithoutReconnect, withSlug } from './quick-reply';

describe('the slug in a quick reply', () => {
  it('is found in both spellings', () => {
    expect(piecesOf('Come back: ${ReconnectUrl{ReconnectID}} or {ReconnectUrl{ReconnectID}}')).toEqual([
      { text: 'Come back: ', isSlug: false },
      { text: '${ReconnectUrl{ReconnectID}}', isSlug: true },
      { text: ' or ', isSlug: false },
      { text: '{ReconnectUrl{ReconnectID}}', isSlug: true },
    ]);
  });

  it('is put where the caret is, with a space where words touch', () => {
    expect(withSlug('Here:now', 5, 5)).toEqual({
      body: `Here: ${reconnectSlug} now`,
      caret: 6 + reconnectSlug.length,
    });
    expect(withSlug('', 0, 0)).toEqual({ body: reconnectSlug, caret: reconnectSlug.length });
    expect(withSlug('Here: this', 6, 10).body).toBe(`Here: ${reconnectSlug}`);
  });

  it('is refused on active widgets without reconnection, which are named', () => {
    const off = { ...newWidget('w', 'en'), name: 'Off' };
    const on = { ...off, name: 'On', reconnect: { ...off.reconnect, enabled: true } };
    expect(widgetsWithoutReconnect([off, on, { ...off, name: 'Retired', active: false }])).toEqual(['Off']);
  });
});
