import { createRequire } from 'node:module';

type Servers = typeof import('@rejoin/servers');

/** The built modules with which `npm start` starts servers and services. */
export const servers = createRequire(import.meta.url)('../../dist/libs/servers/src/index.js') as Servers;
