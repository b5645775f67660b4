import type { AgentClient } from '@rejoin/client';
import type { ViewStore } from './view-store';

const typingVisibleMs = 4_000;
/** The interval of the checks for changes that depend on time alone. */
const checkEveryMs = 5_000;

/** The events of the browser window for the desk. */
interface WindowHandlers {
  /** Called when the person has used the page. */
  onActivity(): void;
  /** Called at every interval. */
  onCheck(): void;
}

/** Updates the view from the events of the client and of the window, as long as the page exists. */
export function listen(client: AgentClient, store: ViewStore, handlers: WindowHandlers): void {
  const desk = () => {
    store.change({ type: 'desk', desk: client.state });
  };
  for (const name of ['welcome', 'status', 'read', 'conversation', 'entries', 'left'] as const)
    client.on(name, desk);
  client.on('status', () => {
    store.change({ type: 'tick', now: performance.now() });
  });
  client.on('connection', (status) => {
    store.change({ type: 'connection', status });
  });
  followTyping(client, store);
  for (const name of ['pointerdown', 'keydown']) {
    addEventListener(name, () => {
      handlers.onActivity();
    });
  }
  // After sleep or a network change the connection may be lost, so it is probed.
  const wake = () => {
    const { tabState } = store.get();
    if (tabState === 'active' || tabState === 'conflict') client.probe();
  };
  for (const name of ['online', 'pageshow', 'focus']) addEventListener(name, wake);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wake();
  });
  setInterval(() => {
    handlers.onCheck();
    if (store.get().connection.phase !== 'live') return;
    store.change({ type: 'tick', now: performance.now() });
    if (!client.isQueuePushed && document.visibilityState === 'visible') {
      client.refresh().catch(() => {
        // The error is shown by the connection status.
      });
    }
  }, checkEveryMs);
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
    timers.set(conversationId, setTimeout(stops, typingVisibleMs));
  });
}
