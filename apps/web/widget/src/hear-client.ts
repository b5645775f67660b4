import { isTooLate, type ChatClient, type ChatEvents } from '@rejoin/client';
import type { Tell } from './api';
import type { Store } from './store';
import type { WaysIn } from './ways-in';

const typingMs = 5_000;
const justBackMs = 8_000;

/** Turns the events of the client into events of the widget and of the portal's page. */
export function hearClient(client: ChatClient, store: Store, ways: WaysIn, tell: Tell): void {
  let typing: ReturnType<typeof setTimeout> | undefined;
  let back: ReturnType<typeof setTimeout> | undefined;
  // After a reload the whole transcript is shown again, but the portal gets only the messages that it has not got
  // before.
  let told = client.knownSeq;

  const keep = () => {
    store.dispatch({ type: 'kept', texts: client.unsent });
  };

  client.on('connection', (status) => {
    const { phase } = status;
    if (phase === 'superseded') {
      // The client removes its claim first. Another tab of this browser may have the one that replaced it.
      queueMicrotask(() => {
        keep();
        if (client.otherTabChanged() === 'joined') ways.restore();
        else store.dispatch({ type: 'superseded', usedLinks: client.usedLinks });
      });
    } else if (phase === 'over') {
      if (status.refusal) over(status.refusal);
      else store.dispatch({ type: 'connection', connection: 'connecting' });
    } else if (phase !== 'idle') {
      store.dispatch({ type: 'connection', connection: phase });
      tell('connection', { phase });
    }
  });

  const over = (refusal: NonNullable<Extract<ChatEvents['connection'], { phase: 'over' }>['refusal']>) => {
    const isStart = client.conversationId === null;
    queueMicrotask(() => {
      keep();
      // `too-late` has reported it, unless the customer had ended the conversation before.
      if (!isStart && (isTooLate(refusal.name) || refusal.name === 'denied')) {
        store.dispatch({ type: 'ended', by: 'customer' });
      } else if (refusal.name === 'reconnect-available') {
        takeBack(client, store);
        void ways.look();
      } else store.dispatch({ type: 'opening-refused', refused: refusal });
    });
  };

  client.on('too-late', ({ name, redirectUrl }) => {
    keep();
    tell('too-late', { name, redirectURL: redirectUrl });
    if (isTooLate(name)) store.dispatch({ type: 'opening-refused', refused: { name, redirectUrl } });
    else {
      store.dispatch({ type: 'nothing-held' });
      store.dispatch({ type: 'noticed', notice: { what: name } });
    }
  });

  client.on('entries', (fresh) => {
    store.dispatch({ type: 'entries', all: client.entries });
    for (const { seq, kind, sender, text, at } of fresh) {
      if (kind !== 'message' || sender === 'system' || text === null || seq <= told) continue;
      tell('message', { seq, sender, text, at });
    }
    told = fresh.at(-1)?.seq ?? told;
  });

  const stands = () => {
    const { conversation, queue } = client;
    if (conversation) store.dispatch({ type: 'conversation', conversation, queue });
  };
  client.on('conversation', stands);
  client.on('queue', stands);

  client.on('outgoing', (items) => store.dispatch({ type: 'outgoing', items }));

  client.on('refused', ({ id, refusal, text }) => {
    if (isTooLate(refusal.name) || refusal.name === 'superseded') keep();
    else store.dispatch({ type: 'failed', failed: { id, text, refusal: refusal.name } });
  });

  client.on('reconnected', (event) => {
    store.dispatch({ type: 'reconnected', missed: event.missed });
    tell('reconnected', event);
    clearTimeout(back);
    back = setTimeout(() => store.dispatch({ type: 'been-back' }), justBackMs);
  });

  client.on('typing', ({ sender }) => {
    if (sender === 'customer') return;
    store.dispatch({ type: 'typing', now: true });
    clearTimeout(typing);
    typing = setTimeout(() => store.dispatch({ type: 'typing', now: false }), typingMs);
  });
}

/** Puts a text that was to start a new chat back into the composer, for the chat that the customer chooses. */
function takeBack(client: ChatClient, store: Store): void {
  if (store.state.draft !== '' || client.unsent.length === 0) return;
  store.dispatch({ type: 'typed', text: client.takeUnsent().join('\n\n') });
  store.dispatch({ type: 'kept', texts: [] });
}
