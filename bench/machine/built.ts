import { createRequire } from 'node:module';

type Servers = typeof import('@rejoin/servers');

/** The built modules with which `npm start` starts servers and services. */
export const servers = createRequire(import.meta.url)('../../dist/libs/servers/src/index.js') as Servers;

type Seeds = typeof import('../../apps/cli/src/use-cases/seed-system');

/** What `rejoin seed` does. */
export const seeds = createRequire(import.meta.url)(
  '../../dist/apps/cli/src/use-cases/seed-system.js',
) as Seeds;

type CapacityModel = typeof import('../../tools/scale/capacity-model');

/** The model of docs/scale.md, which counts what the scene `replicas` measures. */
export const capacityModel = createRequire(import.meta.url)(
  '../../dist/tools/scale/capacity-model.js',
) as CapacityModel;
