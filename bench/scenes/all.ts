import { arm } from './arm.ts';
import { assign } from './assign.ts';
import { growth } from './growth.ts';
import { herd } from './herd.ts';
import { memory } from './memory.ts';
import { messages } from './messages.ts';
import { overload } from './overload.ts';
import { reconnectStorm } from './reconnect-storm.ts';
import { recovery } from './recovery.ts';
import { replicas } from './replicas.ts';
import type { Scene } from './scene.ts';
import { start } from './start.ts';
import { steady } from './steady.ts';
import { storm } from './storm.ts';
import { unloaded } from './unloaded.ts';

/** The scenes in the order in which they are played. */
export const scenes: readonly Scene[] = [
  steady,
  storm,
  arm,
  reconnectStorm,
  herd,
  unloaded,
  memory,
  messages,
  assign,
  growth,
  start,
  overload,
  recovery,
  replicas,
];
