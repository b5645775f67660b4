import { z } from 'zod';
import { Id, Instant } from '../primitives';

/** A period of one workstream or of several. */
export const ofPeriod = {
  workstreamId: z.union([Id, z.array(Id).max(500)]).describe('several: they are counted together'),
  from: Instant,
  until: Instant.describe('exclusive'),
};
