import { z } from 'zod';
import type { RefusalName } from '../../refusals';
import { Role } from '../../settings';

export const everyRole: readonly Role[] = Role.options;
export const supervisors: readonly Role[] = ['supervisor', 'administrator'];
export const administrators: readonly Role[] = ['administrator'];
export const Done = z.object({});

/** Refusals that all actions of a supervisor have in common. */
export const supervisorActionRefusals = [
  'invalid',
  'not-your-conversation',
  'conversation-ended',
] satisfies RefusalName[];
