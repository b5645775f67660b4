import { ConnectionCutter } from '@rejoin/servers';
import { deviceNames, type DeviceName } from './addresses';

export type ConnectionState = 'whole' | 'cut';

/** The customer's devices. Each has its own connections to every gateway. */
export class Devices {
  private readonly cut = new Set<DeviceName>();
  private readonly listeners = new Set<() => void>();

  private constructor(private readonly cutters: Readonly<Record<DeviceName, readonly ConnectionCutter[]>>) {}

  static async before(gateways: readonly string[]): Promise<Devices> {
    const cutters = () => Promise.all(gateways.map((url) => ConnectionCutter.before(url)));
    return new Devices({ laptop: await cutters(), phone: await cutters() });
  }

  /** The base URLs at which a device reaches the gateways. */
  urlsOf(device: DeviceName): string[] {
    return this.cutters[device].map((cutter) => cutter.url);
  }

  get states(): Record<DeviceName, ConnectionState> {
    const stateOf = (device: DeviceName) => (this.cut.has(device) ? 'cut' : 'whole');
    return { laptop: stateOf('laptop'), phone: stateOf('phone') };
  }

  set(device: DeviceName, state: ConnectionState): void {
    if (state === 'cut') this.cut.add(device);
    else this.cut.delete(device);
    for (const cutter of this.cutters[device]) {
      if (state === 'cut') cutter.cut();
      else cutter.restore();
    }
    for (const listener of this.listeners) listener();
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    await Promise.all(deviceNames.flatMap((device) => this.cutters[device].map((cutter) => cutter.close())));
  }
}
