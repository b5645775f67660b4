import { createAdapter } from '@socket.io/redis-streams-adapter';
import { createServer } from 'node:http';
import { createClient } from 'redis';
import { Server } from 'socket.io';
import { serve } from '../machine/serve.mjs';

/** A Socket.IO server with connection state recovery, in memory or over Redis streams. */
let io;

serve({
  async open({ redisPort }) {
    const http = createServer();
    const options = {
      connectionStateRecovery: { maxDisconnectionDuration: 600_000 },
      serveClient: false,
      transports: ['websocket'],
      pingInterval: 60_000,
    };
    if (redisPort !== undefined) {
      const client = createClient({ url: `redis://127.0.0.1:${redisPort}` });
      client.on('error', (error) => console.error(`redis: ${error.message}`));
      await client.connect();
      // Enough entries are kept for the missed messages, and many are read at a time.
      options.adapter = createAdapter(client, { maxLen: 200_000, readCount: 1000 });
    }
    io = new Server(http, options);
    io.on('connection', (socket) => {
      if (!socket.recovered && socket.handshake.auth.name) socket.join(socket.handshake.auth.name);
      if (!socket.recovered) socket.emit('first', 1);
      else socket.emit('recovered', 1);
    });
    await new Promise((resolve) => http.listen(0, '127.0.0.1', 4096, resolve));
    return http.address().port;
  },

  /** A message that all clients must receive, so that each knows an offset. Recovery begins after it. */
  mark() {
    io.emit('m', 'mark');
  },

  /** The missed messages: the same for all clients, or one for each client. */
  async miss({ names, texts, shared }) {
    for (const text of texts) {
      if (shared) io.emit('m', text);
      else {
        for (const [i, name] of names.entries()) {
          io.to(name).emit('m', `${text}`);
          if (i % 200 === 199) await new Promise((resolve) => setImmediate(resolve));
        }
      }
    }
  },

  /** The memory of this process after a garbage collection. */
  memory() {
    globalThis.gc?.();
    return process.memoryUsage().rss;
  },
});
