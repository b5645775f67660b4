import { backoff } from './backoff';
import type { ConnectionStatus, Frame, Request, Speaker } from './connection-status';
import { Dials, hangUp } from './dials';
import type { Endpoints } from './endpoints';
import { Heartbeat } from './heartbeat';
import { toJson } from './json';
import { newClientId, type Platform, type Socket } from './platform';
import { reconnectPause } from './reconnect-pause';
import { isPassing, Refusal } from './refusal';

export interface Patience {
  /** A line on which nothing was asked and answered for this long is asked whether it still lives. */
  idleMs: number;
  /** How long it may take to answer that, to open a socket, and to become live by it. */
  answerMs: number;
  /** The same for a probe after the page woke up. */
  probeMs: number;
  /** How long an entry may be missing between others before it is asked for again. */
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

/** So soon after an attempt what somebody types makes no other one. */
const againMs = 1_000;
/** Attempts under way, however often somebody asks for one. */
const maxDials = 5;

/**
 * Keeps one line to the gateways alive: comes back after a jittered pause at the next endpoint, replaces a socket that
 * has fallen silent, honours what the server says about when and whether to return. While an attempt has had no answer
 * a further one is made after the same pause: the first socket that opens is taken.
 */
export class Connection<Q extends Request, F extends Frame> {
  private current: ConnectionStatus = { phase: 'idle' };
  private socket: Socket | undefined;
  private helloId: string | undefined;
  private readonly dials = new Dials();
  private readonly heartbeat = new Heartbeat();
  private dialledAt = -Infinity;
  /** When the next attempt is due. */
  private dialAt = 0;
  private dialled = 0;
  /** How often in a row the server has asked to wait. */
  private put = 0;
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
   * Seconds since the server has certainly heard of this side: since the latest request was sent that it has answered.
   * It counts a lost line from then or from later.
   */
  get unprovenSeconds(): number {
    return (this.platform.now() - this.heartbeat.provenAt) / 1000;
  }

  /** Connects now, whatever was before. */
  open(): void {
    this.drop();
    this.put = this.dialled = 0;
    this.notBefore = -Infinity;
    this.lostAt = this.platform.now();
    this.dial();
  }

  /** Ends it: nothing is tried any more until {@link open}. */
  close(end: ConnectionStatus = { phase: 'over', refusal: null }): void {
    this.drop();
    this.become(end);
  }

  /**
   * False when the line is not live. True promises nothing: only an answer does. Somebody is here: a quiet line is
   * asked whether it lives, and one that is lost is tried anew.
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

  /** Leaves this socket and comes back by another: something about the line is wrong. */
  replace(): void {
    if (this.isLive) this.lost();
  }

  /** The page woke up, the network changed, somebody waits: asks a live line for a sign of life, tries a lost one now; `anew`: the same one, instead of what is under way. */
  probe(anew = false): void {
    const { phase } = this.current;
    if (anew) this.dials.hangUpAll();
    const now = this.platform.now();
    if (phase === 'live') this.ping(this.patience.probeMs);
    else if ((phase !== 'waiting' && phase !== 'connecting') || now < this.notBefore) return;
    else if (!this.socket && this.dials.count < maxDials) this.dial();
    else if (this.socket && now - this.since > this.patience.probeMs) {
      this.drop();
      this.dial();
    }
  }

  /** Opens a further socket, and plans the next one in case that this one opens as little. */
  private dial(): void {
    if (this.dials.count > 0) {
      this.endpoints.next();
      this.speaker.unreached?.();
    }
    const endpoint = this.endpoints.current;
    this.dialledAt = this.platform.now();
    this.dialled++;
    this.plan(this.pauseMs());
    if (this.current.phase !== 'connecting') this.become({ phase: 'connecting' });
    let socket: Socket;
    try {
      socket = this.platform.connect(this.endpoints.socketUrl(this.path));
    } catch {
      // An address that this page may not connect to, such as one without TLS.
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
      this.lost();
    });
    void this.greet(socket);
  }

  /** An attempt came to nothing. The next one is planned already; until then another may still succeed. */
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

  private plan(inMs: number): void {
    this.dialAt = this.platform.now() + inMs;
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
      // Such as a token provider that failed: the same as no line.
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
    if (code === 4408) this.close({ phase: 'superseded' });
    else if (code === 4401)
      this.close({ phase: 'over', refusal: new Refusal('denied', 'Access was denied.') });
    else if (code === 4400)
      this.close({ phase: 'over', refusal: new Refusal('malformed', 'The server did not understand us.') });
    else if (code === 4429) this.putOff(1_000);
    else this.lost();
  }

  private lost(): void {
    this.leave();
    this.comeBackIn(this.pauseMs());
  }

  /** The server is there and asks to come back later. */
  private putOff(atLeastMs: number): void {
    this.leave();
    this.notBefore = this.platform.now() + atLeastMs;
    this.comeBackIn(atLeastMs + backoff(this.put++, this.platform.random));
  }

  private comeBackIn(retryInMs: number): void {
    this.plan(retryInMs);
    this.become({ phase: 'waiting', retryInMs });
  }

  private leave(): void {
    const now = this.platform.now();
    // Being live for a moment does not count: a server that drops everybody at once must not be hammered.
    if (this.isLive && now - this.since > 1_000) {
      this.put = 0;
      this.lostAt = undefined;
    }
    if (this.isLive) this.dialled = 0;
    this.lostAt ??= now;
    this.dialledAt = -Infinity;
    this.drop('terminate');
    this.endpoints.next();
  }

  /** The line spoke: it is asked again when nothing was asked and answered for a while. */
  private listen(): void {
    const now = this.platform.now();
    const quietMs = now - this.heartbeat.heard(now);
    this.wait(Math.max(0, this.patience.idleMs - quietMs), () => {
      this.ping(this.patience.answerMs);
    });
  }

  /** Asks for a sign of life. */
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
      // A socket that is closing: its close follows.
    }
  }

  private become(status: ConnectionStatus): void {
    this.current = status;
    this.since = this.platform.now();
    this.speaker.changed(status);
  }

  /** One timer for everything: a connection waits for one thing at a time. */
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
