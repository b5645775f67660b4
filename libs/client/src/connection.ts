import { closeCodes } from '@rejoin/contracts/plain';
import { AttemptPace } from './attempt-pace';
import { backoff } from './backoff';
import type { ConnectionStatus, Frame, Request, Speaker } from './connection-status';
import { Dials, hangUp } from './dials';
import type { Endpoints } from './endpoints';
import { Heartbeat } from './heartbeat';
import { toJson } from './json';
import { newClientId, type Platform, type Socket } from './platform';
import { reconnectPause } from './reconnect-pause';
import { isPassing, Refusal } from './refusal';

/** The time limits of a connection. */
export interface Patience {
  /** In ms. A connection on which no request was sent for this long is checked with a ping. */
  idleMs: number;
  /** In ms. The time limit for the answer to a ping, for opening a socket, and for becoming live on it. */
  answerMs: number;
  /** In ms. The time limit for the answer to a ping after the page woke up. */
  probeMs: number;
  /** In ms. An entry that is missing between others for this long is requested again. */
  gapMs: number;
}

export const usualPatience: Patience = {
  idleMs: 20_000,
  answerMs: 8_000,
  probeMs: 3_000,
  gapMs: 2_000,
};

/** The revision of the protocol that this client was written for: `protocolRevision` of the contracts. */
const spokenRevision = 2;

/** In ms. A message that is typed so soon after an attempt starts no further attempt. */
const againMs = 1_000;
/** The maximum number of simultaneous attempts. */
const maxDials = 5;

/**
 * Keeps one connection to the gateways. It reconnects to the next endpoint after a pause with jitter, replaces a socket
 * that has become silent, and follows the server's instructions on when and whether to return. While an attempt has no
 * answer, a further one is made after the same pause; the first socket that opens is used.
 */
export class Connection<Q extends Request, F extends Frame> {
  private current: ConnectionStatus = { phase: 'idle' };
  private socket: Socket | undefined;
  private helloId: string | undefined;
  private readonly dials = new Dials();
  private readonly heartbeat = new Heartbeat();
  private readonly pace = new AttemptPace();
  private dialledAt = -Infinity;
  /** The instant of the next attempt. */
  private dialAt = 0;
  private dialled = 0;
  /** How many times in a row the server has asked to wait. */
  private waitRequests = 0;
  private notBefore = -Infinity;
  private lostAt: number | undefined;
  private since = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly patience: Patience;

  constructor(
    private readonly platform: Platform,
    private readonly endpoints: Endpoints,
    private readonly path: string,
    private readonly speaker: Speaker<Q, F>,
    patience: Partial<Patience> = {},
  ) {
    this.patience = { ...usualPatience, ...patience };
  }

  get status(): ConnectionStatus {
    return this.current;
  }

  get isLive(): boolean {
    return this.current.phase === 'live';
  }

  /**
   * Seconds since the server has certainly heard this side: since the latest answered request was sent. The server
   * counts a lost connection from that instant or later.
   */
  get unprovenSeconds(): number {
    return (this.platform.now() - this.heartbeat.provenAt) / 1000;
  }

  /** Connects now, whatever the state was before. */
  open(): void {
    this.drop();
    this.waitRequests = this.dialled = 0;
    this.notBefore = -Infinity;
    this.lostAt = this.platform.now();
    this.dialSoon();
  }

  /** Closes the connection. Nothing is tried again until {@link open}. */
  close(end: ConnectionStatus = { phase: 'over', refusal: null }): void {
    this.drop();
    this.become(end);
  }

  /**
   * Sends a request. Returns false when the connection is not live. True does not promise that the request arrives;
   * only an answer does. Because a person is active, a quiet connection is checked and a lost one is tried again.
   */
  send(request: Q): boolean {
    if (!this.socket || !this.isLive) {
      if (this.platform.now() - this.dialledAt >= againMs) this.probe();
      return false;
    }
    this.write(this.socket, request);
    if (this.platform.now() - this.heartbeat.heardAt > this.patience.probeMs)
      this.ping(this.patience.answerMs);
    return true;
  }

  /** Closes this socket and reconnects with another one, because something is wrong with the connection. */
  replace(): void {
    if (this.isLive) this.lost();
  }

  /**
   * Call it when the page woke up, the network changed or a person waits. Pings a live connection, and tries a lost one
   * now. `anew` replaces attempts that are under way.
   */
  probe(anew = false): void {
    const { phase } = this.current;
    if (anew) this.dials.hangUpAll();
    const now = this.platform.now();
    if (phase === 'live') this.ping(this.patience.probeMs);
    else if ((phase !== 'waiting' && phase !== 'connecting') || now < this.notBefore) return;
    else if (!this.socket && this.dials.count < maxDials) this.dialSoon();
    else if (this.socket && now - this.since > this.patience.probeMs) {
      this.drop();
      this.dialSoon();
    }
  }

  /** Connects now, or as soon as the pace permits it. */
  private dialSoon(): void {
    if (this.pace.waitMs(this.platform.now()) === 0) {
      this.dial();
      return;
    }
    this.plan(0);
    this.become({ phase: 'waiting', retryInMs: this.dialAt - this.platform.now() });
  }

  /** Opens a further socket, and plans the next attempt in case this one does not open. */
  private dial(): void {
    if (this.dials.count > 0) {
      this.endpoints.next();
      this.speaker.unreached?.();
    }
    const endpoint = this.endpoints.current;
    this.dialledAt = this.platform.now();
    this.pace.attempted(this.dialledAt);
    this.dialled++;
    this.plan(this.pauseMs());
    if (this.current.phase !== 'connecting') this.become({ phase: 'connecting' });
    let socket: Socket;
    try {
      socket = this.platform.connect(this.endpoints.socketUrl(this.path));
    } catch {
      // The page may not connect to this address, such as one without TLS.
      this.failed(endpoint);
      return;
    }
    const opened = (): void => {
      this.opened(socket, endpoint);
    };
    this.dials.add(socket, this.patience.answerMs, opened, () => {
      this.failed(endpoint);
    });
  }

  private opened(socket: Socket, endpoint: string): void {
    this.endpoints.prefer(endpoint);
    this.socket = socket;
    this.since = this.platform.now();
    socket.onmessage = ({ data }) => {
      if (socket === this.socket) this.heard(data);
    };
    socket.onclose = ({ code }) => {
      if (socket === this.socket) this.closed(code);
    };
    this.wait(this.patience.answerMs, () => {
      this.speaker.unreached?.();
      this.lost();
    });
    void this.greet(socket);
  }

  /** Records that an attempt failed. The next one is already planned; until then another one may still succeed. */
  private failed(endpoint: string): void {
    this.endpoints.next(endpoint);
    this.speaker.unreached?.();
    if (this.dials.count > 0 || this.socket || this.current.phase !== 'connecting') return;
    this.become({ phase: 'waiting', retryInMs: Math.max(0, this.dialAt - this.platform.now()) });
  }

  private pauseMs(): number {
    const lostForMs = this.platform.now() - (this.lostAt ?? this.platform.now());
    const { secondsLeft = null } = this.speaker;
    return reconnectPause({ lostForMs, secondsLeft, isFirst: this.dialled === 0 }, this.platform.random);
  }

  private plan(wantedMs: number): void {
    const now = this.platform.now();
    const inMs = Math.max(wantedMs, this.pace.waitMs(now));
    this.dialAt = now + inMs;
    this.wait(inMs, () => {
      this.dial();
    });
  }

  private async greet(socket: Socket): Promise<void> {
    try {
      const hello = { ...(await this.speaker.hello()), client: { revision: spokenRevision } };
      if (socket !== this.socket) return;
      this.helloId = hello.requestId;
      this.write(socket, hello);
    } catch {
      // For example, the token provider failed. Handle it like a lost connection.
      if (socket === this.socket) this.lost();
    }
  }

  private heard(data: unknown): void {
    const frame = parsed(data) as F | undefined;
    if (!frame) return;
    if (frame.type === 'moving') {
      this.putOff(frame.retryAfterSeconds * 1000);
      return;
    }
    if ('requestId' in frame && frame.requestId !== null) this.heartbeat.answered(frame.requestId);
    if (frame.type === 'refused' && frame.requestId === null && frame.name === 'sign-in-expired') {
      this.close({ phase: 'over', refusal: Refusal.of(frame) });
      return;
    }
    if (this.isLive) this.listen();
    else if ('requestId' in frame && frame.requestId !== null && frame.requestId === this.helloId) {
      this.answered(frame);
      return;
    }
    this.speaker.heard(frame);
  }

  private answered(frame: F): void {
    if (frame.type !== 'refused') {
      this.listen();
      this.speaker.heard(frame);
      this.become({ phase: 'live' });
    } else if (isPassing(frame.name)) {
      this.putOff((frame.retryAfterSeconds ?? 0) * 1000);
    } else if (frame.name === 'superseded') {
      this.speaker.heard(frame);
      this.close({ phase: 'superseded' });
    } else {
      this.close({ phase: 'over', refusal: Refusal.of(frame) });
    }
  }

  private closed(code: number): void {
    const name =
      code === closeCodes.denied
        ? 'denied'
        : code === closeCodes.malformed
          ? 'malformed'
          : code === closeCodes.tooLarge && !this.isLive && 'too-large';
    if (name) this.close({ phase: 'over', refusal: new Refusal(name, 'The connection was closed.') });
    else if (code === closeCodes.superseded) this.close({ phase: 'superseded' });
    else if (code === closeCodes.tooMany) this.putOff(1_000);
    else this.lost();
  }

  private lost(): void {
    this.leave();
    this.comeBackIn(this.pauseMs());
  }

  /** The server is reachable and asks the client to come back later. */
  private putOff(atLeastMs: number): void {
    this.leave();
    this.notBefore = this.platform.now() + atLeastMs;
    this.comeBackIn(atLeastMs + backoff(this.waitRequests++, this.platform.random));
  }

  private comeBackIn(retryInMs: number): void {
    this.plan(retryInMs);
    this.become({ phase: 'waiting', retryInMs });
  }

  private leave(): void {
    const now = this.platform.now();
    // A connection that was live only for a moment does not count, so that a server which drops every client at once is
    // not flooded.
    if (this.isLive && now - this.since > 1_000) {
      this.waitRequests = 0;
      this.lostAt = undefined;
    }
    if (this.isLive) this.dialled = 0;
    this.lostAt ??= now;
    this.dialledAt = -Infinity;
    this.drop('terminate');
    this.endpoints.next();
  }

  /** Called for each received frame. Plans the next ping, `idleMs` after the latest request was sent. */
  private listen(): void {
    const now = this.platform.now();
    const quietMs = now - this.heartbeat.heard(now);
    this.wait(Math.max(0, this.patience.idleMs - quietMs), () => {
      this.ping(this.patience.answerMs);
    });
  }

  /** Sends a ping that must be answered within this time. */
  private ping(withinMs: number): void {
    if (!this.socket || !this.heartbeat.mayAsk(this.platform.now() + withinMs)) return;
    this.wait(withinMs, () => {
      this.lost();
    });
    this.write(this.socket, { type: 'ping', requestId: newClientId() } as Q);
  }

  private write(socket: Socket, request: Q): void {
    this.heartbeat.sent(request.requestId, this.platform.now());
    try {
      socket.send(toJson(request));
    } catch {
      // The socket is closing; its `close` event follows.
    }
  }

  private become(status: ConnectionStatus): void {
    this.current = status;
    this.since = this.platform.now();
    this.speaker.changed(status);
  }

  /** One timer is enough, because a connection waits for one thing at a time. */
  private wait(ms: number, then: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(then, ms);
  }

  private drop(how: 'close' | 'terminate' = 'close'): void {
    clearTimeout(this.timer);
    const { socket } = this;
    this.socket = undefined;
    this.helloId = undefined;
    this.heartbeat.lost();
    this.dials.hangUpAll();
    if (socket) hangUp(socket, how);
  }
}

function parsed(data: unknown): Frame | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const frame: unknown = JSON.parse(data);
    return typeof frame === 'object' && frame !== null && 'type' in frame ? (frame as Frame) : undefined;
  } catch {
    return undefined;
  }
}
