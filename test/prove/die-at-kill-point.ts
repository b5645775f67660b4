import { ProtocolHandler } from 'nats/lib/nats-base-client/protocol';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import type { KillPoint } from './kill-points';

// Loaded into a service before its own code (`--require`). On SIGUSR2 it reads the point at which this
// process must die from the file that REJOIN_KILL_POINT names. The next time that the process reaches the
// point it kills itself with SIGKILL.

type Query = (this: Client, ...given: unknown[]) => Promise<unknown> | undefined;
type Publish = (this: ProtocolHandler, subject: string, payload: unknown, options: unknown) => void;

/** The statement that marks a fact as published; see `outbox-rows.ts` of the messaging library. */
const marks = 'update outbox set published_at';
const acknowledges = '+ACK';
const factSubject = 'rejoin.v1.';

let armed: string | undefined;

function dieIf(point: KillPoint): void {
  if (armed !== point) return;
  process.kill(process.pid, 'SIGKILL');
}

function aroundQueries(): void {
  const prototype = Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  prototype.query = function (...given) {
    const [first] = given;
    const text = typeof first === 'string' ? first : (first as { text?: string } | undefined)?.text;
    const what = text === 'commit' ? 'a commit' : text?.includes(marks) === true ? 'a mark' : undefined;
    if (what) dieIf(`before ${what}`);
    const answer = query.apply(this, given);
    if (!what) return answer;
    return answer?.then((result) => {
      dieIf(`after ${what}`);
      return result;
    });
  };
}

function aroundMessages(): void {
  const prototype = ProtocolHandler.prototype as unknown as { publish: Publish };
  const { publish } = prototype;
  prototype.publish = function (subject, payload, options) {
    const isAck = payload instanceof Uint8Array && Buffer.from(payload).toString() === acknowledges;
    const what = isAck ? 'an ack' : subject.startsWith(factSubject) ? 'a publish' : undefined;
    if (what) dieIf(`before ${what}`);
    publish.call(this, subject, payload, options);
    // The server has the message when it has answered the flush behind it.
    if (what && armed === `after ${what}`)
      this.flush().then(
        () => dieIf(`after ${what}`),
        () => undefined,
      );
  };
}

const file = process.env['REJOIN_KILL_POINT'];
if (file !== undefined) {
  aroundQueries();
  aroundMessages();
  process.on('SIGUSR2', () => {
    armed = readFileSync(file, 'utf8');
  });
}
