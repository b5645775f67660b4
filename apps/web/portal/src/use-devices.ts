import { useEffect, useState } from 'preact/hooks';
import { devicesAtFirst, linkOn, type ControlName, type Devices } from './controls';
import { setLine } from './feed';
import type { DeviceName, Story } from './story';

interface Played {
  readonly devices: Devices;
  press(control: ControlName): void;
  look(device: DeviceName): void;
}

/** The customer's devices, and what the buttons do to them. */
export function useDevices(story: Story): Played {
  const [devices, setDevices] = useState(devicesAtFirst);
  const change = (some: Partial<Devices>) => setDevices((before) => ({ ...before, ...some }));
  const pages = story.hello?.pages;

  useEffect(() => {
    if (!pages) return undefined;
    const origins = Object.values(pages).map((page) => new URL(page).origin);
    const hear = ({ origin, data }: MessageEvent) => {
      const told = origins.includes(origin) ? toldByShop(data) : undefined;
      // A page that has just begun knows no link; the one that was seen before stays good.
      if (told)
        setDevices((before) => ({ ...before, ...told, reconnectId: told.reconnectId ?? before.reconnectId }));
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, [pages?.laptop]);

  const over = story.chat?.phase === 'over';
  useEffect(() => {
    if (!devices.waiting || !over) return;
    change({ waiting: false });
    void setLine(devices.shown, 'whole');
  }, [devices.waiting, over]);

  const openPhone = () => {
    if (!pages) return;
    void setLine('phone', 'whole');
    change({ shown: 'phone', phoneUrl: linkOn(pages.phone, devices) });
  };
  const acts: Readonly<Record<ControlName, () => void>> = {
    cut: () => void setLine(devices.shown, 'cut'),
    restore: () => {
      change({ waiting: false });
      void setLine(devices.shown, 'whole');
    },
    close: () => {
      if (!devices.laptopOpen) void setLine('laptop', 'whole');
      change({ shown: 'laptop', laptopOpen: !devices.laptopOpen });
    },
    device: openPhone,
    late: () => {
      change({ waiting: true });
      void setLine(devices.shown, 'cut');
    },
  };
  return { devices, press: (control) => acts[control](), look: (shown) => change({ shown }) };
}

function toldByShop(data: unknown): Pick<Devices, 'customer' | 'reconnectId'> | undefined {
  if (typeof data !== 'object' || data === null || !('rejoinDemo' in data)) return undefined;
  const { customer, reconnectId } = data as unknown as Partial<Devices>;
  return { customer: customer ?? null, reconnectId: reconnectId ?? null };
}
