import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Linux gives each new connection to one of the listeners. */
const listeners = 16;

interface Address {
  readonly port: number;
  readonly host: string;
  readonly backlog: number;
}

// Node has `reusePort` since 22.12 and 23.1. Older releases ignore it.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const knowsReusePort = major > 23 || (major === 23 && minor >= 1) || (major === 22 && minor >= 12);
const canShare = process.platform === 'linux' && knowsReusePort;

/**
 * Returns the address of a listener that others may join. Throws the error of `listen` when another process listens
 * there: the system would report no error for a shared address, and two services would take turns.
 */
export async function sharedAddress(address: Address): Promise<Address> {
  if (!canShare) return address;
  const probe = createServer();
  await listens(probe, address);
  await new Promise((resolve) => probe.close(resolve));
  return shared(address);
}

/**
 * Opens further listeners at the shared address of an HTTP server. Their connections go to that server. Since libuv
 * 1.45 a listener accepts one connection in each round of the event loop, which takes milliseconds in a busy service: a
 * thousand customers who reconnect at once would wait for seconds. The listeners close with the server's own. Does
 * nothing where Node cannot share an address.
 */
export async function openMoreListeners(http: Server, { host, backlog }: Address): Promise<void> {
  if (!canShare) return;
  const { port } = http.address() as AddressInfo;
  const forward = (socket: Socket): void => void http.emit('connection', socket);
  // These are the options of an HTTP server's own listener.
  const more = Array.from({ length: listeners - 1 }, () =>
    createServer({ allowHalfOpen: true, noDelay: true }, forward),
  );
  await Promise.all(more.map((one) => listens(one, shared({ port, host, backlog }))));
  const close = http.close.bind(http);
  http.close = (done) => {
    for (const one of more) one.close();
    return close(done);
  };
}

const shared = (address: Address) => ({ ...address, reusePort: true });

function listens(server: Server, address: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
