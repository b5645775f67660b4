import { createInbox, type MsgHdrs, type NatsConnection } from 'nats';

export interface Publication {
  readonly subject: string;
  readonly body: string;
  readonly headers: MsgHdrs;
}

/**
 * Publishes a batch into JetStream, and gives for each its place in the stream, or why it is not known to be
 * there. One subscription and one timer for the whole batch: the client's own `publish` makes a promise, a timer
 * and an error in reserve for every message, which costs more than the rest of the way.
 */
export function publishAll(
  connection: NatsConnection,
  inboxPrefix: string | undefined,
  batch: readonly Publication[],
  timeoutMs: number,
): Promise<(number | Error)[]> {
  const inbox = createInbox(inboxPrefix);
  const results: (number | Error)[] = batch.map(() => new Error('JetStream did not answer in time'));
  return new Promise((resolve) => {
    let missing = batch.length;
    const finish = () => {
      clearTimeout(timer);
      replies.unsubscribe();
      resolve(results);
    };
    const timer = setTimeout(finish, timeoutMs);
    const replies = connection.subscribe(`${inbox}.*`, {
      callback: (error, message) => {
        results[Number(message.subject.slice(inbox.length + 1))] = error ?? placeOf(message.string());
        if (--missing === 0) finish();
      },
    });
    batch.forEach(({ subject, body, headers }, i) => {
      connection.publish(subject, body, { reply: `${inbox}.${i}`, headers });
    });
    if (missing === 0) finish();
  });
}

/** An empty reply says that no stream takes the subject. */
function placeOf(reply: string): number | Error {
  if (reply === '') return new Error('no stream takes this subject');
  const ack = JSON.parse(reply) as { seq?: number; error?: { description: string } };
  return ack.error ? new Error(ack.error.description) : (ack.seq ?? new Error('an answer without a place'));
}
