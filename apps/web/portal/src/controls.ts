import type { DeviceName, Story } from './story';

/** What a shop tells of its customer. */
export interface Told {
  readonly customer: string | null;
  readonly reconnectId: string | null;
}

/** What the visitor has done to the customer's devices; who is signed in, and the latest link. */
export interface Devices extends Told {
  /** Which one is looked at, and acted on. */
  readonly shown: DeviceName;
  readonly laptopOpen: boolean;
  readonly phoneUrl: string | undefined;
  /** The line was cut until it is too late. */
  readonly waiting: boolean;
}

export const devicesAtFirst: Devices = {
  shown: 'laptop',
  laptopOpen: true,
  phoneUrl: undefined,
  customer: null,
  reconnectId: null,
  waiting: false,
};

export type ControlName = 'cut' | 'restore' | 'close' | 'device' | 'late';

export interface Control {
  readonly name: ControlName;
  readonly label: string;
  readonly words: string;
  readonly able: boolean;
}

/** The buttons, each with a sentence: what it does, or why it cannot yet. */
export function controlsOf(story: Story, devices: Devices): readonly Control[] {
  const cut = story.lines[devices.shown] === 'cut';
  const chatting = story.chat !== undefined && story.chat.phase !== 'over';
  const linked = devices.reconnectId !== null;
  const named = devices.customer !== null;
  return [
    {
      name: 'cut',
      label: 'Disconnect',
      words: 'Drops the connection abruptly, like entering a tunnel.',
      able: !cut,
    },
    {
      name: 'restore',
      label: 'Reconnect',
      words: cut ? 'Reconnects; the chat resumes.' : 'The customer is connected.',
      able: cut,
    },
    devices.laptopOpen
      ? {
          name: 'close',
          label: 'Close the browser',
          words: 'Closes the tab. Browser storage is kept.',
          able: true,
        }
      : {
          name: 'close',
          label: 'Reopen the browser',
          words: 'Opens the same browser, connected.',
          able: true,
        },
    named
      ? {
          name: 'device',
          label: 'Open the shop on another device',
          words: 'Opens the shop on a phone, signed in. The customer is asked whether to continue.',
          able: story.hello !== undefined,
        }
      : {
          name: 'device',
          label: 'Open the link on another device',
          words: linked
            ? 'Opens the reconnect link on a phone.'
            : 'Send the quick reply “Reconnect link” first.',
          able: linked && story.hello !== undefined,
        },
    {
      name: 'late',
      label: 'Let it time out',
      words: devices.waiting
        ? 'Waiting for the time limit to expire.'
        : chatting
          ? 'Lets the time limit expire, then reconnects.'
          : 'Start a chat first.',
      able: chatting && !devices.waiting,
    },
  ];
}

/** The address that the phone opens: the link; or, for who is signed in, the shop with the same person signed in. */
export function placeOn(page: string, { customer, reconnectId }: Devices): string {
  if (customer !== null) return `${page}?customer=${encodeURIComponent(customer)}`;
  return `${page}?customer=#oc.reconnectid=${reconnectId ?? ''}`;
}

/** What of the devices outlives the page that shows them: all but a link that may be used, and what is under way. */
export function keptOf({ phoneUrl, waiting: _, ...devices }: Devices): string {
  return JSON.stringify({ ...devices, phoneUrl: phoneUrl?.split(/[?#]/)[0] });
}

export function devicesFrom(kept: string | null): Devices {
  return kept === null ? devicesAtFirst : { ...devicesAtFirst, ...(JSON.parse(kept) as Partial<Devices>) };
}

/**
 * A shop tells who is signed in, and the link. Who somebody is, the laptop says: the phone is only opened for them, and
 * may still tell of a customer before. A page that has just begun knows no link; the one before stays good.
 */
export function hear(devices: Devices, device: DeviceName, told: Told): Devices {
  const isSame = told.customer === devices.customer;
  if (device === 'phone' && !isSame) return devices;
  return { ...devices, ...told, reconnectId: told.reconnectId ?? (isSame ? devices.reconnectId : null) };
}
