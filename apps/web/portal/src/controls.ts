import type { DeviceName, Story } from './story';

/** What a shop page reports about its customer. */
export interface CustomerState {
  readonly customer: string | null;
  readonly reconnectId: string | null;
}

/** The state of the customer's devices, who is signed in, and the latest link. */
export interface Devices extends CustomerState {
  /** The device that is visible, and that the buttons act on. */
  readonly shown: DeviceName;
  readonly laptopOpen: boolean;
  readonly phoneUrl: string | undefined;
  /** The connection is interrupted until the time limit is over. */
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

/** The buttons, each with a sentence that says what it does, or why it is disabled. */
export function controlsOf(story: Story, devices: Devices): readonly Control[] {
  const cut = story.connections[devices.shown] === 'cut';
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

/** The address that the phone opens: the link, or for a signed-in customer the shop, signed in as the same person. */
export function placeOn(page: string, { customer, reconnectId }: Devices): string {
  if (customer !== null) return `${page}?customer=${encodeURIComponent(customer)}`;
  return `${page}?customer=#oc.reconnectid=${reconnectId ?? ''}`;
}

/** The part of the state that survives a reload: all but the link and running actions. */
export function keptOf({ phoneUrl, waiting: _, ...devices }: Devices): string {
  return JSON.stringify({ ...devices, phoneUrl: phoneUrl?.split(/[?#]/)[0] });
}

export function devicesFrom(kept: string | null): Devices {
  return kept === null ? devicesAtFirst : { ...devicesAtFirst, ...(JSON.parse(kept) as Partial<Devices>) };
}

/**
 * Applies what a shop page reports: who is signed in, and the link. The laptop decides who is signed in, because the phone
 * may still report a previous customer. A page that has just loaded has no link; the previous one stays valid.
 */
export function hear(devices: Devices, device: DeviceName, told: CustomerState): Devices {
  const isSame = told.customer === devices.customer;
  if (device === 'phone' && !isSame) return devices;
  return { ...devices, ...told, reconnectId: told.reconnectId ?? (isSame ? devices.reconnectId : null) };
}
