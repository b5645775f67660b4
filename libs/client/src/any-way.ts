import { httpUntil as rememberedUntil, rememberHttp } from './http-remembered';
import { HttpSocket } from './http-socket';
import type { Platform, Socket } from './platform';

/** A WebSocket that is not open after this time gets the other way beside it. */
const slowMs = 2_000;
/** HTTP works: so long a WebSocket may take yet, since the network could only have been slow. */
const graceMs = 1_500;
/** For so long connections go over HTTP at once; then a WebSocket is tried again. */
const rememberedMs = 600_000;

type Connect = Platform['connect'];

/**
 * Connects by WebSocket where one gets through, else by HTTP requests. That HTTP was the only way is remembered for ten
 * minutes, or until it fails too; in a browser also by the next pages of the tab.
 */
export function anyWay(platform: Platform): Connect {
  const connect = platform.connect.bind(platform);
  // What a page before has found holds for the rest of its time; never longer, should the device's clock be set.
  const restMs = Math.min(rememberedMs, rememberedUntil() - Date.now());
  let httpUntil = platform.now() + restMs;
  return (url) => {
    const overHttp = () => new HttpSocket(platform, url);
    return new EitherSocket(
      platform.now() < httpUntil ? undefined : () => connect(url),
      overHttp,
      (isHttp) => {
        // The time runs from when a WebSocket was tried last, so that it is tried again.
        if (isHttp && platform.now() < httpUntil) return;
        httpUntil = isHttp ? platform.now() + rememberedMs : -Infinity;
        rememberHttp(isHttp ? Date.now() + rememberedMs : 0);
      },
    );
  };
}

/** Whichever of two sockets can be opened, the first one preferred. */
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
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    web: (() => Socket) | undefined,
    private readonly overHttp: () => Socket,
    private readonly found: (isHttp: boolean) => void,
  ) {
    try {
      this.web = web?.();
    } catch {
      // A page or its browser may have no WebSocket at all.
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
    this.end((socket) => {
      if (socket.terminate) socket.terminate();
      else socket.close();
    });
  }

  /** Nothing is to be waited for any more when the WebSocket is gone. */
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
      if (!this.web) this.lost(1006);
    };
  }

  private take(socket: Socket | undefined): void {
    if (!socket || this.isOver) return;
    clearTimeout(this.timer);
    this.found(socket === this.http);
    const other = socket === this.http ? this.web : this.http;
    if (other) leave(other);
    this.web = this.http = undefined;
    this.taken = socket;
    socket.onmessage = (event) => this.onmessage?.(event);
    socket.onclose = ({ code }) => {
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
  socket.close(1000);
}
