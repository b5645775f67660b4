import type { Envelope } from '@rejoin/contracts';
import { useEffect, useReducer, useRef } from 'preact/hooks';
import {
  evolve,
  nothingYet,
  type DeviceName,
  type Hello,
  type Connections,
  type ConnectionState,
  type Story,
} from './story';

/** The events of the system, from the demo's server. The browser reconnects automatically. */
export function useStory(): Story {
  const [story, dispatch] = useReducer(evolve, nothingYet);
  const boot = useRef<string | undefined>(undefined);
  useEffect(() => {
    const source = new EventSource('/events');
    const on = (event: string, act: (data: unknown) => void) =>
      source.addEventListener(event, ({ data }: MessageEvent<string>) => act(JSON.parse(data)));
    on('hello', (data) => {
      const hello = data as Hello;
      // After a restart, the server has other ports, so the frames must be loaded again.
      if (boot.current !== undefined && boot.current !== hello.boot) location.reload();
      boot.current = hello.boot;
      dispatch({ kind: 'hello', hello, here: Date.now() });
    });
    on('fact', (data) => {
      const { fact, now } = data as { fact: Envelope; now: string };
      dispatch({ kind: 'fact', fact, now, here: Date.now() });
    });
    on('connections', (data) => dispatch({ kind: 'connections', connections: data as Connections }));
    source.addEventListener('error', () => dispatch({ kind: 'lost' }));
    return () => source.close();
  }, []);
  return story;
}

/** Interrupts or restores the connection of a device to the gateways. The feed reports the result. */
export async function setConnection(device: DeviceName, state: ConnectionState): Promise<void> {
  await fetch('/connections', { method: 'POST', body: JSON.stringify({ device, state }) }).catch(
    () => undefined,
  );
}
