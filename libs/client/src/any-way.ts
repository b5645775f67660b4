import { closeCodes } from '@rejoin/contracts/plain';
import { httpUntil as rememberedUntil, rememberHttp } from './http-remembered';
import { HttpSocket } from './http-socket';
import type { Platform, Socket } from './platform';

/** HTTP is tried beside a WebSocket that is not open after this time. */
const slowMs = 2_000;
/** When HTTP works, the WebSocket gets this much more time, since the network may only have been slow. */
const graceMs = 1_500;
/** Connections use HTTP at once for this long. Then a WebSocket is tried again. */
const rememberedMs = 600_000;

type Connect = Platform['connect'];

/**
 * Connects by WebSocket where possible, otherwise by HTTP requests. When only HTTP worked, this is remembered for ten
 * minutes or until HTTP fails too. In a browser the later pages of the tab know it as well. A WebSocket that opened and
 * brought nothing until the client gave it up counts as one that did not open.
 */
export function anyWay(platform: Platform): Connect {
  const connect = platform.connect.bind(platform);
  // The choice of an earlier page is valid for the rest of its time, at most ten minutes in case the clock was set.
  const restMs = Math.min(rememberedMs, rememberedUntil() - Date.now());
  let httpUntil = platform.now() + restMs;
  return (url) => {
    const overHttp = () => new HttpSocket(platform, url);
    return new EitherSocket(
      platform.now() < httpUntil ? undefined : () => connect(url),
      overHttp,
      (isHttp) => {
        // The time counts from the last attempt with a WebSocket. Otherwise a WebSocket would never be tried again.
        if (isHttp && platform.now() < httpUntil) return;
        httpUntil = isHttp ? platform.now() + rememberedMs : -Infinity;
        rememberHttp(isHttp ? Date.now() + rememberedMs : 0);
      },
    );
  };
}

/** A socket that uses the one of two that can be opened, and prefers the first one. */
class EitherSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  onerror: Socket['onerror'] = null;
  private web: Socket | undefined;
  private http: Socket | undefined;
  private taken: Socket | undefined;
  private isHttpOpen = false;
  private isOver = false;
  /** A WebSocket is open, and nothing has come through it. */
  private isMute = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    web: (() => Socket) | undefined,
    private readonly overHttp: () => Socket,
    private readonly found: (isHttp: boolean) => void,
  ) {
    try {
      this.web = web?.();
    } catch {
      // The page or the browser may have no WebSocket at all.
    }
    if (!this.web) {
      this.tryHttp();
      return;
    }
    this.web.onopen = () => {
      this.take(this.web);
    };
    this.web.onclose = () => {
      this.web = undefined;
      this.tryHttp();
    };
    this.web.onerror = () => undefined;
    this.wait(slowMs, () => {
      this.tryHttp();
    });
  }

  send(text: string): void {
    this.taken?.send(text);
  }

  close(code?: number): void {
    this.end((socket) => {
      socket.close(code);
    });
  }

  terminate(): void {
    // Some proxies accept the upgrade and pass no frames.
    if (this.isMute) this.found(true);
    this.end((socket) => {
      if (socket.terminate) socket.terminate();
      else socket.close();
    });
  }

  /** Tries HTTP. When the WebSocket has failed already, there is nothing else to wait for. */
  private tryHttp(): void {
    if (this.http) {
      if (this.isHttpOpen) this.take(this.http);
      return;
    }
    const http = (this.http = this.overHttp());
    http.onopen = () => {
      this.isHttpOpen = true;
      if (this.web)
        this.wait(graceMs, () => {
          this.take(http);
        });
      else this.take(http);
    };
    http.onclose = () => {
      this.found(false);
      this.http = undefined;
      this.isHttpOpen = false;
      if (!this.web) this.lost(closeCodes.broken);
      else
        this.wait(slowMs, () => {
          this.tryHttp();
        });
    };
  }

  private take(socket: Socket | undefined): void {
    if (!socket || this.isOver) return;
    clearTimeout(this.timer);
    const { http } = this;
    this.found(socket === http);
    const other = socket === http ? this.web : http;
    if (other) leave(other);
    this.web = this.http = undefined;
    this.taken = socket;
    this.isMute = socket !== http;
    socket.onmessage = (event) => {
      this.isMute = false;
      this.onmessage?.(event);
    };
    socket.onclose = ({ code }) => {
      this.isMute = false;
      this.lost(code);
    };
    this.onopen?.({});
  }

  private lost(code: number): void {
    clearTimeout(this.timer);
    if (this.isOver) return;
    this.isOver = true;
    this.onclose?.({ code });
  }

  private end(how: (socket: Socket) => void): void {
    clearTimeout(this.timer);
    this.isOver = true;
    for (const socket of [this.web, this.http, this.taken]) {
      if (!socket) continue;
      socket.onopen = socket.onclose = socket.onmessage = null;
      how(socket);
    }
  }

  private wait(ms: number, then: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(then, ms);
  }
}

function leave(socket: Socket): void {
  socket.onopen = socket.onclose = null;
  socket.close(closeCodes.normal);
}
