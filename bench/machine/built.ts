import { createRequire } from 'node:module';

type Servers = typeof import('@rejoin/servers');

/** How `npm start` starts servers and services, as it was built. */
export const servers = createRequire(import.meta.url)('../../dist/libs/servers/src/index.js') as Servers;
