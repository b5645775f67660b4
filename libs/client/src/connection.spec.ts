import fc from 'fast-check';
import type { CustomerFrame, CustomerRequest } from '@rejoin/contracts';
import { Connection } from './connection';
import { Endpoints } from './endpoints';
import type { Platform, Socket } from './platform';

/** What the gateways do with a new socket. */
type Manner = 'live' | 'refuses' | 'silent' | 'mute' | 'drops' | 'drops later' | 'busy' | 'moving';
const manners: readonly Manner[] = [
  'live',
  'refuses',
  'silent',
  'mute',
  'drops',
  'drops later',
  'busy',
  'moving',
];

/** Something that happens to a client. */
type Step =
  | { readonly pass: number }
  | { readonly act: 'probe' | 'type' | 'cut' | 'open' | 'replace' }
  | { readonly manner: Manner }
  | { readonly jump: number };

jest.setTimeout(60_000);

const second = 1_000;
const minute = 60 * second;
/** The gateways ask a client to wait so long. */
const retryAfterSeconds = 5;
/**
 * No attempt is later than this after the one before or after the loss: the longest pause, beside a socket that takes its
 * whole time to fail.
 */
const longestMs = (retryAfterSeconds + 30 + 8 + 8) * second;

function later(ms: number, act: () => void): void {
  // eslint-disable-next-line no-restricted-syntax -- The gateways act on the clock that the test moves.
  setTimeout(act, ms);
}

/** A client and its gateways on a clock that the test moves. */
class Outage {
  readonly attempts: number[] = [];
  readonly jumps: number[] = [];
  manner: Manner = 'live';
  private ahead = 0;
  private readonly sockets: Socket[] = [];
  readonly connection: Connection<CustomerRequest, CustomerFrame>;
  private requests = 0;

  constructor(gateways: number, random: () => number, secondsLeft: number | null) {
    const platform = {
      now: () => Date.now() + this.ahead,
      random,
      connect: () => this.connect(),
    } as unknown as Platform;
    const endpoints = new Endpoints(Array.from({ length: gateways }, (_, n) => `http://gateway-${n}`));
    this.connection = new Connection(platform, endpoints, '/v1/chat', {
      secondsLeft,
      hello: () => ({ type: 'ping', requestId: String(++this.requests) }),
      heard: () => undefined,
      changed: () => undefined,
    });
  }

  do(step: Step): void {
    if ('manner' in step) this.manner = step.manner;
    else if ('jump' in step) {
      this.ahead += step.jump;
      this.jumps.push(Date.now());
    } else if ('act' in step) {
      if (step.act === 'probe') this.connection.probe();
      if (step.act === 'type') this.connection.send({ type: 'typing', requestId: String(++this.requests) });
      if (step.act === 'cut') for (const socket of this.sockets.splice(0)) socket.onclose?.({ code: 1006 });
      if (step.act === 'open') this.connection.open();
      if (step.act === 'replace') this.connection.replace();
    }
  }

  private connect(): Socket {
    this.attempts.push(Date.now());
    const { manner } = this;
    if (manner === 'refuses' && this.attempts.length % 2 === 0) throw new Error('not from this page');
    const answer = (frame: object, requestId: string | null) =>
      socket.onmessage?.({ data: JSON.stringify({ ...frame, requestId }) });
    const socket: Socket = {
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
      close: () => undefined,
      send: (text) => {
        const { requestId } = JSON.parse(text) as CustomerRequest;
        if (manner === 'busy')
          answer({ type: 'refused', name: 'too-many', message: '', retryAfterSeconds }, requestId);
        else if (manner === 'moving') answer({ type: 'moving', retryAfterSeconds: 0 }, null);
        else if (manner !== 'mute') answer({ type: 'ack' }, requestId);
        if (manner === 'drops') later(0, () => socket.onclose?.({ code: 1006 }));
        if (manner === 'drops later') later(1_500, () => socket.onclose?.({ code: 1006 }));
      },
    };
    this.sockets.push(socket);
    if (manner === 'refuses') later(1, () => socket.onclose?.({ code: 1006 }));
    else if (manner !== 'silent') later(20, () => socket.onopen?.({}));
    return socket;
  }
}

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ pass: fc.integer({ min: 0, max: 40 * second }) }) },
    { weight: 2, arbitrary: fc.record({ pass: fc.integer({ min: 0, max: 50 }) }) },
    {
      weight: 6,
      arbitrary: fc.record({ act: fc.constantFrom('probe', 'type', 'cut', 'open', 'replace') }),
    },
    { weight: 3, arbitrary: fc.record({ manner: fc.constantFrom(...manners) }) },
    { weight: 1, arbitrary: fc.record({ jump: fc.integer({ min: 0, max: 5 * 60 * minute }) }) },
  ),
  { minLength: 1, maxLength: 120 },
);
const chance = fc.oneof(fc.constant(0), fc.constant(0.999), fc.double({ min: 0, max: 0.999, noNaN: true }));

describe('a client, whatever its network, its gateways, its customer and its clock do', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('tries at most 63 times in a minute, again within the longest pause, and is back after the trouble', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.integer({ min: 1, max: 4 }),
        chance,
        fc.constantFrom(null, 0, 45, 600),
        async (all, gateways, random, secondsLeft) => {
          const outage = new Outage(gateways, () => random, secondsLeft);
          const { connection, attempts } = outage;
          connection.open();
          let quietSince = Date.now();
          for (const step of all) {
            outage.do(step);
            const passes = 'pass' in step ? step.pass : 0;
            for (let left = passes; left > 0; left -= second) {
              await jest.advanceTimersByTimeAsync(Math.min(left, second));
              if (connection.isLive) quietSince = Date.now();
              const since = Math.max(quietSince, attempts.at(-1) ?? 0);
              expect(Date.now() - since).toBeLessThanOrEqual(longestMs);
            }
          }
          attempts.forEach((at, index) => {
            const inTheMinute = attempts.slice(index).filter((other) => other < at + minute).length;
            // A jump of the clock looks like a pause.
            const jumps = outage.jumps.filter((jump) => jump >= at && jump < at + minute).length;
            expect(inTheMinute).toBeLessThanOrEqual(63 + 3 * jumps);
          });
          outage.do({ manner: 'live' });
          await jest.advanceTimersByTimeAsync(longestMs);
          expect(connection.isLive).toBe(true);
          connection.close();
        },
      ),
      { numRuns: 150, interruptAfterTimeLimit: 20_000 },
    );
  });
});

describe('a first frame that is too large', () => {
  it('is not sent again and again', () => {
    const sockets: Socket[] = [];
    const platform = {
      now: () => 0,
      random: () => 0,
      connect: () => {
        const socket = {
          onopen: null,
          onmessage: null,
          onclose: null,
          send: () => undefined,
          close: () => undefined,
        };
        sockets.push(socket as unknown as Socket);
        return socket;
      },
    } as unknown as Platform;
    const connection = new Connection(platform, new Endpoints(['http://gateway']), '/v1/chat', {
      secondsLeft: null,
      hello: () => ({ type: 'ping', requestId: '1' }),
      heard: () => undefined,
      changed: () => undefined,
    });
    connection.open();
    sockets[0]?.onopen?.({});
    sockets[0]?.onclose?.({ code: 1009 });
    expect(connection.status).toMatchObject({ phase: 'over', refusal: { name: 'too-large' } });
    connection.close();
  });
});
