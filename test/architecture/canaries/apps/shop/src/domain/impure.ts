import { randomBytes } from 'node:crypto';
import { newId } from '@rejoin/kernel';

export const now = () => Date.now();
export const today = () => new Date();
export const ticks = () => performance.now();
export const luck = () => Math.random();
export const later = (act: () => void) => setTimeout(act, 1);
export const home = () => process.env['HOME'];
export const soon = async () => 1;
export const never = () => new Promise<void>(() => undefined);
export const fails = () => {
  throw new Error('no');
};
export const ids = [newId(), randomBytes(1)];
