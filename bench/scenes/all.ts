import { arm } from './arm.ts';
import type { Scene } from './scene.ts';
import { steady } from './steady.ts';
import { storm } from './storm.ts';

export const scenes: readonly Scene[] = [steady, storm, arm];
