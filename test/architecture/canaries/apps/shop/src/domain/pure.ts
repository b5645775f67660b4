import { isDue } from '@rejoin/kernel';
import { z } from 'zod';

export const Order = z.object({ id: z.string() });
export const late = (deadline: string, now: string) => isDue(deadline, now);
export const fine = (at: string) => new Date(at).toISOString();
