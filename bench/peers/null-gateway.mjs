import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { serve } from '../machine/serve.mjs';

/**
 * Does the minimum that any gateway must do: the upgrade, the check of a secret and a reply. It knows nothing
 * and stores nothing.
 */
const key = 'benchmark';

serve({
  async open() {
    const http = createServer();
    const sockets = new WebSocketServer({ server: http, perMessageDeflate: false, clientTracking: false });
    sockets.on('connection', (socket) => {
      socket.on('message', (bytes) => {
        const { name, secret } = JSON.parse(bytes.toString());
        const wanted = createHmac('sha256', key).update(name).digest();
        const right = timingSafeEqual(wanted, createHmac('sha256', key).update(secret).digest());
        socket.send(JSON.stringify({ type: 'resumed', right }));
      });
    });
    await new Promise((resolve) => http.listen(0, '127.0.0.1', 4096, resolve));
    return http.address().port;
  },
});
