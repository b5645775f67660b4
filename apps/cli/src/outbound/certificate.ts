import { connect } from 'node:tls';

const answerWithinMs = 5_000;

/** Returns the end of validity of the certificate of an https address, in ms. It need not be valid. */
export function certificateEnd(url: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: hostname,
      port: Number(port || 443),
      servername: /^[\d.:[\]]+$/.test(hostname) ? '' : hostname,
      // An expired certificate is what this looks for.
      rejectUnauthorized: false,
      timeout: answerWithinMs,
    });
    socket.once('secureConnect', () => {
      resolve(Date.parse(socket.getPeerCertificate().valid_to));
      socket.destroy();
    });
    socket.once('timeout', () => socket.destroy(new Error('timeout expired')));
    socket.once('error', reject);
  });
}
