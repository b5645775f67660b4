import type { AgentClient } from '@rejoin/client';
import type { ViewStore } from './view-store';

const typingShownMs = 4_000;
/** How often the desk looks at what the clock alone changes. */
const lookEveryMs = 5_000;

/** What the window brings to the desk. */
interface Hears {
  /** A person has done something. */
  used(): void;
  /** Again and again. */
  look(): void;
}

/** Lets the view follow the client and the window, for as long as the page lives. */
export function listen(client: AgentClient, store: ViewStore, hears: Hears): void {
  const desk = () => {
    store.change({ type: 'desk', desk: client.state });
  };
  for (const name of ['welcome', 'status', 'read', 'conversation', 'entries', 'left'] as const)
    client.on(name, desk);
  client.on('status', () => {
    store.change({ type: 'told', now: performance.now() });
  });
  client.on('connection', (status) => {
    store.change({ type: 'connection', status });
  });
  followTyping(client, store);
  for (const name of ['pointerdown', 'keydown']) {
    addEventListener(name, () => {
      hears.used();
    });
  }
  // The page slept, or the network changed: is the line still there?
  const wake = () => {
    const { seat } = store.get();
    if (seat === 'here' || seat === 'asked') client.probe();
  };
  for (const name of ['online', 'pageshow', 'focus']) addEventListener(name, wake);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wake();
  });
  setInterval(() => {
    hears.look();
    if (store.get().connection.phase !== 'live') return;
    store.change({ type: 'told', now: performance.now() });
    if (!client.isQueuePushed && document.visibilityState === 'visible') {
      client.refresh().catch(() => {
        // Shown by the connection's status.
      });
    }
  }, lookEveryMs);
}

function followTyping(client: AgentClient, store: ViewStore): void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  client.on('typing', ({ conversationId }) => {
    store.change({ type: 'typing', conversationId, is: true });
    clearTimeout(timers.get(conversationId));
    const stops = () => {
      timers.delete(conversationId);
      store.change({ type: 'typing', conversationId, is: false });
    };
    timers.set(conversationId, setTimeout(stops, typingShownMs));
  });
}
