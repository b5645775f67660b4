import { useEffect, useState } from 'preact/hooks';
import {
  devicesFrom,
  hear,
  keptOf,
  placeOn,
  type ControlName,
  type Devices,
  type CustomerState,
} from './controls';
import { setConnection } from './feed';
import type { DeviceName, Story } from './story';

const key = 'rejoin.demo.devices';
const devicesThere: readonly DeviceName[] = ['laptop', 'phone'];

interface Played {
  readonly devices: Devices;
  press(control: ControlName): void;
  look(device: DeviceName): void;
}

/** The customer's devices, and the actions of the buttons. */
export function useDevices(story: Story): Played {
  const [devices, setDevices] = useState(() => devicesFrom(sessionStorage.getItem(key)));
  const change = (some: Partial<Devices>) => setDevices((before) => ({ ...before, ...some }));
  const pages = story.hello?.pages;

  // The page is reloaded after a restart of the server.
  useEffect(() => sessionStorage.setItem(key, keptOf(devices)), [devices]);

  useEffect(() => {
    if (!pages) return undefined;
    const heard = ({ origin, data }: MessageEvent) => {
      const device = devicesThere.find((name) => new URL(pages[name]).origin === origin);
      const told = toldByShop(data);
      if (device && told) setDevices((before) => hear(before, device, told));
    };
    addEventListener('message', heard);
    return () => removeEventListener('message', heard);
  }, [pages?.laptop, pages?.phone]);

  const over = story.chat?.phase === 'over';
  useEffect(() => {
    if (!devices.waiting || !over) return;
    change({ waiting: false });
    void setConnection(devices.shown, 'whole');
  }, [devices.waiting, over]);

  const openPhone = () => {
    if (!pages) return;
    void setConnection('phone', 'whole');
    change({ shown: 'phone', phoneUrl: placeOn(pages.phone, devices) });
  };
  const acts: Readonly<Record<ControlName, () => void>> = {
    cut: () => void setConnection(devices.shown, 'cut'),
    restore: () => {
      change({ waiting: false });
      void setConnection(devices.shown, 'whole');
    },
    close: () => {
      if (!devices.laptopOpen) void setConnection('laptop', 'whole');
      change({ shown: 'laptop', laptopOpen: !devices.laptopOpen });
    },
    device: openPhone,
    late: () => {
      change({ waiting: true });
      void setConnection(devices.shown, 'cut');
    },
  };
  return { devices, press: (control) => acts[control](), look: (shown) => change({ shown }) };
}

function toldByShop(data: unknown): CustomerState | undefined {
  if (typeof data !== 'object' || data === null || !('rejoinDemo' in data)) return undefined;
  const { customer, reconnectId } = data as unknown as Partial<Devices>;
  return { customer: customer ?? null, reconnectId: reconnectId ?? null };
}
