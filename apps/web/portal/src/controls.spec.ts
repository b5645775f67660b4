import { controlsOf, devicesAtFirst, linkOn, type ControlName } from './controls';
import { nothingYet, type Story } from './story';

const chat = { conversationId: 'c1', phase: 'served', agentId: 'anna', window: null, held: false } as const;
const pages = { laptop: 'http://127.0.0.1:1/portal', phone: 'http://localhost:1/portal' };
const begun: Story = {
  ...nothingYet,
  hello: { boot: 'b', desk: '', admin: '', pages },
  chat: { ...chat, outcome: null },
};
const able = (story: Story, devices = devicesAtFirst): ControlName[] =>
  controlsOf(story, devices).flatMap((control) => (control.able ? [control.name] : []));

describe('the buttons', () => {
  it('offer what can be done, and nothing else', () => {
    expect(able(nothingYet)).toEqual(['cut', 'close']);
    expect(able(begun)).toEqual(['cut', 'close', 'late']);
    expect(able({ ...begun, lines: { laptop: 'cut', phone: 'whole' } })).toEqual([
      'restore',
      'close',
      'late',
    ]);
    expect(able(begun, { ...devicesAtFirst, reconnectId: 'x' })).toContain('device');
    expect(able(begun, { ...devicesAtFirst, waiting: true })).not.toContain('late');
  });

  it('act on the device that is looked at', () => {
    const lines = { laptop: 'cut', phone: 'whole' } as const;
    expect(able({ ...begun, lines }, { ...devicesAtFirst, shown: 'phone' })).toContain('cut');
  });

  it('open a browser again that was closed', () => {
    const labels = controlsOf(begun, { ...devicesAtFirst, laptopOpen: false }).map(({ label }) => label);
    expect(labels).toContain('Open it again');
  });
});

describe('the address that the phone opens', () => {
  it('has the link in its fragment, and who is signed in', () => {
    const devices = { ...devicesAtFirst, reconnectId: 'secret' };
    expect(linkOn(pages.phone, devices)).toBe(`${pages.phone}#oc.reconnectid=secret`);
    expect(linkOn(pages.phone, { ...devices, customer: 'mia' })).toBe(
      `${pages.phone}?customer=mia#oc.reconnectid=secret`,
    );
  });
});
