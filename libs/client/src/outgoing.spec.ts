import fc from 'fast-check';
import { Outgoing, type OutgoingItem } from './outgoing';

type Answer = { id: string; seq: number | null };

/** A server that stores each id once, behind a connection that loses some requests and answers. */
class LossyConnection {
  readonly stored: string[] = [];
  readonly toServer: string[] = [];
  readonly toClient: Answer[] = [];
  isUp = false;
  readonly outgoing = new Outgoing<OutgoingItem>({
    transmit: ({ id }) => {
      if (this.isUp) this.toServer.push(id);
      return this.isUp;
    },
    stuck: () => undefined,
    done: () => undefined,
    random: () => 0,
  });

  up(): void {
    this.isUp = true;
    this.outgoing.connected();
  }

  cut(): void {
    this.isUp = false;
    this.toServer.length = 0;
    this.toClient.length = 0;
    this.outgoing.disconnected();
  }

  serve(): void {
    const id = this.toServer.shift();
    if (id === undefined) return;
    if (!this.stored.includes(id)) this.stored.push(id);
    this.toClient.push({ id, seq: this.stored.indexOf(id) + 1 });
  }

  refuseForNow(): void {
    const id = this.toServer.shift();
    if (id !== undefined) this.toClient.push({ id, seq: null });
  }

  deliver(): void {
    const answer = this.toClient.shift();
    if (!answer) return;
    const { id: requestId, seq } = answer;
    this.outgoing.answered(
      seq === null
        ? {
            type: 'refused',
            requestId,
            name: 'unavailable',
            message: '',
            retryAfterSeconds: null,
            redirectUrl: null,
          }
        : { type: 'ack', requestId, conversationId: null, seq, at: null },
    );
    jest.advanceTimersByTime(0);
  }
}

describe('messages that are being sent', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('are all stored, once and in order, whatever the connection loses and the server refuses', () => {
    const steps = fc.array(
      fc.constantFrom('write', 'up', 'cut', 'serve', 'serve', 'refuseForNow', 'deliver', 'deliver'),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(steps, (script) => {
        const connection = new LossyConnection();
        const written: string[] = [];
        const write = () => {
          written.push(`m${written.length}`);
          void connection.outgoing.add({ id: written.at(-1)! });
        };
        for (const step of script) {
          if (step === 'write') write();
          else if (step !== 'up' || !connection.isUp) connection[step]();
        }
        if (!connection.isUp) connection.up();
        for (let i = 0; i < 3 * written.length + 10; i++) {
          connection.serve();
          connection.deliver();
        }
        expect(connection.stored).toEqual(written);
        expect(connection.outgoing.items).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('wait behind one that is refused temporarily, as long as the server asks', () => {
    const connection = new LossyConnection();
    connection.up();
    void connection.outgoing.add({ id: 'a' });
    void connection.outgoing.add({ id: 'b' });
    connection.toServer.shift();
    connection.outgoing.answered({
      type: 'refused',
      requestId: 'a',
      name: 'too-many',
      message: '',
      retryAfterSeconds: 2,
      redirectUrl: null,
    });
    jest.advanceTimersByTime(1_999);
    expect(connection.toServer).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(connection.toServer).toEqual(['a']);
  });

  it('that an earlier page left are sent before those of this one', () => {
    const connection = new LossyConnection();
    void connection.outgoing.add({ id: 'new' });
    connection.outgoing.adopt([{ id: 'old' }, { id: 'new' }]);
    connection.up();
    connection.serve();
    connection.deliver();
    connection.serve();
    expect(connection.stored).toEqual(['old', 'new']);
  });

  it('request another connection when this one does not answer', () => {
    const stuck = jest.fn();
    const done = () => undefined;
    const outgoing = new Outgoing({ transmit: () => true, stuck, done, random: () => 0 }, 5_000);
    void outgoing.add({ id: 'a' });
    jest.advanceTimersByTime(4_999);
    expect(stuck).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(stuck).toHaveBeenCalledTimes(1);
  });
});
