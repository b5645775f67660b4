import { connect } from 'node:net';

const upgradeEnd = Buffer.from('\r\n\r\n');

/**
 * A WebSocket client with minimal cost: a TCP socket whose frames have a mask of zero, and no check of the
 * accept key. Servers must not send it fragments or binary frames.
 */
export class RawSocket {
  #socket;
  #pending = Buffer.alloc(0);
  #open = false;
  #said = false;

  /**
   * `from` is the source address, in 127.0.0.0/8. The handlers are opened(), text(string) and closed(why).
   */
  constructor({ port, path, from, handlers }) {
    this.handlers = handlers;
    this.#socket = connect({ port, host: '127.0.0.1', localAddress: from, noDelay: true });
    this.#socket.once('connect', () =>
      this.#socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n',
      ),
    );
    this.#socket.on('data', (bytes) => this.#read(bytes));
    this.#socket.on('error', (error) => this.#close(error.code ?? error.message));
    this.#socket.on('close', () => this.#close('closed'));
  }

  send(text) {
    const length = Buffer.byteLength(text);
    const head = length < 126 ? 6 : 8;
    const frame = Buffer.allocUnsafe(head + length);
    frame[0] = 0x81;
    if (length < 126) frame[1] = 0x80 | length;
    else {
      frame[1] = 0x80 | 126;
      frame.writeUInt16BE(length, 2);
    }
    frame.fill(0, head - 4, head);
    frame.write(text, head);
    this.#socket.write(frame);
  }

  /** Drops the connection without a close frame, as a network failure does. */
  cut() {
    this.#said = true;
    this.#socket.destroy();
  }

  #close(why) {
    if (this.#said) return;
    this.#said = true;
    this.#socket.destroy();
    this.handlers.closed(why);
  }

  #read(bytes) {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    if (!this.#open) {
      const end = this.#pending.indexOf(upgradeEnd);
      if (end < 0) return;
      const status = this.#pending.subarray(9, 12).toString();
      if (status !== '101') return this.#close(`HTTP ${status}`);
      this.#open = true;
      this.#pending = this.#pending.subarray(end + 4);
      this.handlers.opened();
    }
    for (;;) {
      const frame = this.#pending;
      if (frame.length < 2) return;
      let length = frame[1] & 0x7f;
      let head = 2;
      if (length === 126) {
        if (frame.length < 4) return;
        length = frame.readUInt16BE(2);
        head = 4;
      } else if (length === 127) {
        if (frame.length < 10) return;
        length = Number(frame.readBigUInt64BE(2));
        head = 10;
      }
      if (frame.length < head + length) return;
      const body = frame.subarray(head, head + length);
      this.#pending = frame.subarray(head + length);
      this.#frame(frame[0] & 0x0f, body);
    }
  }

  #frame(code, body) {
    if (code === 1) this.handlers.text(body.toString());
    else if (code === 9) this.#pong(body);
    else if (code === 8) this.#close(body.length >= 2 ? `close ${body.readUInt16BE(0)}` : 'close');
  }

  #pong(body) {
    const frame = Buffer.alloc(6 + body.length);
    frame[0] = 0x8a;
    frame[1] = 0x80 | body.length;
    body.copy(frame, 6);
    this.#socket.write(frame);
  }
}

/** Gives every fifty sockets a source address of their own, so that limits by address need no change. */
export function addressOf(n) {
  const block = Math.floor(n / 50) + 257;
  return `127.${1 + ((block >> 16) & 0x7f)}.${(block >> 8) & 0xff}.${block & 0xff}`;
}
