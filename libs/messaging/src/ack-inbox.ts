import { createInbox, type Msg, type NatsConnection, type Subscription } from 'nats';

interface Receiver {
  answer(number: number, reply: string): void;
  fail(error: Error): void;
}

/** The one subscription of a connection to which JetStream acknowledges the messages of all its publishers. */
export class AckInbox {
  private readonly subject: string;
  private readonly replies: Subscription;
  private readonly receivers = new Map<number, Receiver>();
  private count = 0;

  constructor(connection: NatsConnection, inboxPrefix: string | undefined) {
    this.subject = createInbox(inboxPrefix);
    this.replies = connection.subscribe(`${this.subject}.*.*`, {
      callback: (error, message) => {
        if (error) this.fail(error);
        else this.pass(message);
      },
    });
  }

  get isClosed(): boolean {
    return this.replies.isClosed();
  }

  /** Returns the subject to which the number of a message is added, and a function that ends the receiving. */
  open(receiver: Receiver): { subject: string; close: () => void } {
    const id = this.count++;
    this.receivers.set(id, receiver);
    return { subject: `${this.subject}.${id}`, close: () => void this.receivers.delete(id) };
  }

  private pass(message: Msg): void {
    const [id, number] = message.subject.slice(this.subject.length + 1).split('.');
    this.receivers.get(Number(id))?.answer(Number(number), message.string());
  }

  private fail(error: Error): void {
    if (!this.isClosed) this.replies.unsubscribe();
    for (const receiver of this.receivers.values()) receiver.fail(error);
  }
}
