import {
  controlsOf,
  devicesAtFirst,
  devicesFrom,
  hear,
  keptOf,
  placeOn,
  type ControlName,
  type Devices,
  type CustomerState,
} from './controls';
import { nothingYet, type DeviceName, type Story } from './story';

const chat = {
  conversationId: 'c1',
  phase: 'served',
  agentId: 'anna',
  window: null,
  held: false,
  slotFree: false,
} as const;
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
    expect(able({ ...begun, connections: { laptop: 'cut', phone: 'whole' } })).toEqual([
      'restore',
      'close',
      'late',
    ]);
    expect(able(begun, { ...devicesAtFirst, reconnectId: 'x' })).toContain('device');
    expect(able(begun, { ...devicesAtFirst, waiting: true })).not.toContain('late');
  });

  it('act on the device that is looked at', () => {
    const connections = { laptop: 'cut', phone: 'whole' } as const;
    expect(able({ ...begun, connections }, { ...devicesAtFirst, shown: 'phone' })).toContain('cut');
  });

  it('open a browser again that was closed', () => {
    const labels = controlsOf(begun, { ...devicesAtFirst, laptopOpen: false }).map(({ label }) => label);
    expect(labels).toContain('Reopen the browser');
  });
});

describe('the address that the phone opens', () => {
  const devices = { ...devicesAtFirst, reconnectId: 'secret' };

  it('has the link in its fragment, for a device where nobody is signed in', () => {
    expect(placeOn(pages.phone, devices)).toBe(`${pages.phone}?customer=#oc.reconnectid=secret`);
  });

  it('has who is signed in, and then no link: they are asked', () => {
    expect(placeOn(pages.phone, { ...devices, customer: 'mia' })).toBe(`${pages.phone}?customer=mia`);
    const button = (of: Devices) => controlsOf(begun, of).find(({ name }) => name === 'device');
    expect(button({ ...devicesAtFirst, customer: 'mia' })).toMatchObject({
      label: 'Open the shop on another device',
      able: true,
    });
  });
});

describe('the devices', () => {
  const linked = { ...devicesAtFirst, reconnectId: 'secret' };

  it('are there again when the page is loaded anew, without a link that may be used', () => {
    const devices = {
      ...linked,
      shown: 'phone' as const,
      phoneUrl: placeOn(pages.phone, linked),
      waiting: true,
    };
    expect(devicesFrom(keptOf(devices))).toEqual({ ...devices, phoneUrl: pages.phone, waiting: false });
    expect(devicesFrom(keptOf(devicesAtFirst))).toEqual(devicesAtFirst);
    expect(devicesFrom(null)).toEqual(devicesAtFirst);
  });

  it('know the latest link of the same customer, also while a page has just begun', () => {
    const hears = (device: DeviceName, told: CustomerState) => hear(linked, device, told).reconnectId;
    expect(hears('laptop', { customer: null, reconnectId: null })).toBe('secret');
    expect(hears('laptop', { customer: null, reconnectId: 'newer' })).toBe('newer');
    expect(hears('phone', { customer: null, reconnectId: 'newer' })).toBe('newer');
    expect(hears('laptop', { customer: 'mia', reconnectId: null })).toBeNull();
  });

  it('know who is signed in from the laptop, also when the phone still tells of nobody', () => {
    const mia = hear(linked, 'laptop', { customer: 'mia', reconnectId: null });
    expect(hear(mia, 'phone', { customer: null, reconnectId: null })).toEqual(mia);
    expect(hear(mia, 'laptop', { customer: null, reconnectId: null }).customer).toBeNull();
  });
});
