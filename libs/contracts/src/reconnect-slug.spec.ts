import { hasReconnectSlug, reconnectSlug } from './reconnect-slug';

describe('the slug of a reconnect link', () => {
  it.each([reconnectSlug, '${ReconnectUrl{ReconnectID}}'])('is recognised as %s', (slug) => {
    expect(hasReconnectSlug(`Back: ${slug}.`)).toBe(true);
  });

  it('is not found in other texts, however often it is searched', () => {
    for (let i = 0; i < 3; i++) {
      expect(hasReconnectSlug('{ReconnectUrl} {ReconnectID}')).toBe(false);
      expect(hasReconnectSlug(reconnectSlug)).toBe(true);
    }
  });
});
