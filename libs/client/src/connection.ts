import { backoff } from './backoff';
import type { Endpoints } from './endpoints';
import { toJson } from './json';
import { newClientId, type Platform, type Socket } from './platform';
import { isPassing, Refusal } from './refusal';
import type { AgentFrame, AgentRequest, CustomerFrame, CustomerRequest } from '@rejoin/contracts';

/** `over`: nothing is tried any more; `refusal` says why, null when this side ended it. */
export type ConnectionStatus =
  | { readonly phase: 'idle' }
  | { readonly phase: 'connecting' }
  | { readonly phase: 'live' }
  | { readonly phase: 'waiting'; readonly retryInMs: number }
  | { readonly phase: 'superseded' }
  | { readonly phase: 'over'; readonly refusal: Refusal | null };

export interface Patience {
  /** A line as quiet as this is asked whether it still lives. */
  idleMs: number;
  /** How long it may take to answer that, and to become live. */
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

type Request = CustomerRequest | AgentRequest;
type Frame = CustomerFrame | AgentFrame;

/** The other side of a {@link Connection}: what to say first, and who hears the rest. */
export interface Speaker<Q extends Request, F extends Frame> {
  /** The first frame of each new socket. Its answer, unless a refusal, makes the connection live. */
  hello(): Q | Promise<Q>;
  heard(frame: F): void;
  changed(status: ConnectionStatus): void;
}

/**
 * Keeps one line to the gateways alive: comes back with jittered backoff at the next endpoint, replaces a
 * socket that has fallen silent, honours what the server says about when and whether to return.
 */
export class Connection<Q extends Request, F extends Frame> {
  private current: ConnectionStatus = { phase: 'idle' };
  private socket: Socket | undefined;
  private helloId: string | undefined;
  private attempt = 0;
  private since = 0;
  private heardAt = 0;
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

  /** Seconds since the server's last sign of life; the server counts a lost line from about then. */
  get silentSeconds(): number {
    return (this.platform.now() - this.heardAt) / 1000;
  }

  /** Connects now, whatever was before. */
  open(): void {
    this.drop();
    this.attempt = 0;
    this.dial();
  }

  /** Ends it: nothing is tried any more until {@link open}. */
  close(end: ConnectionStatus = { phase: 'over', refusal: null }): void {
    this.drop();
    this.become(end);
  }

  /** False when the line is not live. True promises nothing: only an answer does. */
  send(request: Q): boolean {
    if (!this.socket || !this.isLive) return false;
    this.write(this.socket, request);
    return true;
  }

  /** Leaves this socket and comes back by another: something about the line is wrong. */
  replace(): void {
    if (this.isLive) this.lost();
  }

  /** The page woke up or the network changed: asks a live line for a sign of life, and ends any waiting. */
  probe(): void {
    const { phase } = this.current;
    if (phase === 'live') this.ping(this.patience.probeMs);
    else if (phase === 'waiting') this.dial();
    else if (phase === 'connecting' && this.platform.now() - this.since > this.patience.probeMs) {
      this.drop();
      this.dial();
    }
  }

  private dial(): void {
    this.wait(this.patience.answerMs, () => {
      this.lost();
    });
    this.become({ phase: 'connecting' });
    const socket = this.platform.connect(this.endpoints.socketUrl(this.path));
    this.socket = socket;
    socket.onopen = () => void this.greet(socket);
    socket.onmessage = ({ data }) => {
      if (socket === this.socket) this.heard(data);
    };
    socket.onclose = ({ code }) => {
      if (socket === this.socket) this.closed(code);
    };
    // What follows an error is always a close.
    socket.onerror = () => undefined;
  }

  private async greet(socket: Socket): Promise<void> {
    try {
      const hello = await this.speaker.hello();
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
      this.lost(frame.retryAfterSeconds * 1000);
      return;
    }
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
      this.lost((frame.retryAfterSeconds ?? 0) * 1000);
    } else if (frame.name === 'superseded') {
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
    else this.lost(code === 4429 ? 1_000 : 0);
  }

  private lost(atLeastMs = 0): void {
    // Being live for a moment does not count: a server that drops everybody at once must not be hammered.
    if (this.isLive && this.platform.now() - this.since > 1_000) this.attempt = 0;
    this.drop('terminate');
    this.endpoints.next();
    const retryInMs = atLeastMs + backoff(this.attempt++, this.platform.random);
    this.wait(retryInMs, () => {
      this.dial();
    });
    this.become({ phase: 'waiting', retryInMs });
  }

  /** The line spoke: it is asked again when it has been quiet for a while. */
  private listen(): void {
    this.heardAt = this.platform.now();
    this.wait(this.patience.idleMs, () => {
      this.ping(this.patience.answerMs);
    });
  }

  private ping(withinMs: number): void {
    if (!this.socket) return;
    this.wait(withinMs, () => {
      this.lost();
    });
    this.write(this.socket, { type: 'ping', requestId: newClientId() } as Q);
  }

  private write(socket: Socket, request: Q): void {
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
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    if (how === 'terminate' && socket.terminate) socket.terminate();
    else socket.close(1000);
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
