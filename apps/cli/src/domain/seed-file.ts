import { Id, NewPassword } from '@rejoin/contracts';
import { z } from 'zod';
import { SettingsFile } from './settings-file';

/** The fields of the account are checked with the rules of the API. */
const SeedAccount = z.looseObject({
  id: Id.optional(),
  login: z.string(),
  /** The agent's name, or its id if several have the name. */
  agent: z.string().optional(),
  /** Without it, the password is the one of the environment. */
  password: NewPassword.optional(),
});
export type SeedAccount = z.infer<typeof SeedAccount>;

/** What fills a system: a settings file, and the accounts of people. */
export const SeedFile = SettingsFile.extend({ accounts: z.array(SeedAccount).max(1_000).optional() });
export type SeedFile = z.infer<typeof SeedFile>;
