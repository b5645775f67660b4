import { fieldProblem } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { isEasyToGuess, type PasswordOwner } from '../domain/password-rules';
import { PasswordHashes } from '../keys/password-hashes';
import { findOrganisation } from '../store/organisations.store';

/** Hashes new passwords of accounts, and refuses those that are easy to guess for a person who knows the owner. */
export class HashNewPassword {
  constructor(
    private readonly database: Database,
    private readonly hashes: PasswordHashes,
    /** A password that everybody knows, and that is accepted all the same. */
    private readonly publicPassword: string | undefined,
  ) {}

  /** `field` is the place of the password in the request. */
  async run(
    org: string,
    password: string,
    { login, displayName }: Omit<PasswordOwner, 'organisation'>,
    field = '/password',
  ): Promise<string | Refused> {
    if (password === this.publicPassword) return this.hashes.hash(password);
    const organisation = (await findOrganisation(this.database, org))?.name ?? '';
    if (isEasyToGuess(password, { login, displayName, organisation }))
      return refuse('password-too-easy', fieldProblem(field, 'password-easy'));
    return this.hashes.hash(password);
  }
}
