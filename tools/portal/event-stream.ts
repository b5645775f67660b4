import type { Envelope } from '@rejoin/contracts';
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { deviceNames, deviceOrigin } from './addresses';
import type { Devices } from './devices';
import type { FactFeed } from './fact-feed';
import type { PortalSettings } from './settings';

const heartbeatMs = 15_000;

/**
 * Sends the demo's page its state, and then each fact and each change of a connection, as server-sent events. A page that
 * reconnects gets the whole state again.
 */
export class EventStream {
  private readonly boot = randomUUID();
  private readonly open = new Set<ServerResponse>();

  constructor(
    private readonly settings: PortalSettings,
    private readonly devices: Devices,
    private readonly facts: FactFeed,
  ) {}

  begin(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write('retry: 1000\n\n');
    const say = (event: string, data: object) =>
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    say('hello', this.hello());
    const endings = [
      this.facts.onFact((fact: Envelope) => say('fact', { fact, now: new Date().toISOString() })),
      this.devices.onChange(() => say('connections', this.devices.states)),
    ];
    const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
    this.open.add(response);
    response.on('close', () => {
      clearInterval(heartbeat);
      for (const end of endings) end();
      this.open.delete(response);
    });
  }

  close(): void {
    for (const response of this.open) response.end();
  }

  private hello(): object {
    const { gateways, config, port } = this.settings;
    return {
      boot: this.boot,
      now: new Date().toISOString(),
      desk: `${gateways[0] ?? ''}/desk/`,
      admin: `${config}/admin/`,
      pages: Object.fromEntries(
        deviceNames.map((device) => [device, `${deviceOrigin(device, port)}/portal`]),
      ),
      connections: this.devices.states,
      facts: this.facts.latest,
    };
  }
}
