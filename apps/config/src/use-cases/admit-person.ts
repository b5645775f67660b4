import { defaultOrganisation, defaultGraceSeconds, type AccountSettings, type Role } from '@rejoin/contracts';
import { isRefused, newId, refuse, type Refused } from '@rejoin/kernel';
import { Database, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../domain/audit';
import { kinds } from '../domain/kinds';
import {
  displayNameOf,
  loginOf,
  rolesFor,
  verifiedEmail,
  type Claims,
  type SignInProvider,
} from '../domain/sign-in-provider';
import { findByIdentity, findUnlinkedAccount, type SavedAccount } from '../store/accounts.store';
import { lockAccounts } from '../store/organisations.store';
import { existingWorkstreams, findSettings } from '../store/settings.store';
import { SaveAccount } from './save-account';
import { SaveSettings } from './save-settings';

/**
 * Finds the account of a person whom a provider has confirmed, creates it at the first sign-in, and gives it the roles
 * that the provider states. An inactive account stays inactive. A refusal changes nothing.
 */
@Injectable()
export class AdmitPerson {
  constructor(
    private readonly database: Database,
    private readonly accounts: SaveAccount,
    private readonly settings: SaveSettings,
  ) {}

  async run(provider: SignInProvider, claims: Claims): Promise<SavedAccount | Refused> {
    try {
      return await this.database.transaction(async (tx) => {
        const outcome = await this.admit(tx, provider, claims);
        // An agent may have been created before the refusal.
        if (isRefused(outcome)) throw new Refusal(outcome);
        return outcome;
      });
    } catch (error) {
      if (error instanceof Refusal) return error.refused;
      throw error;
    }
  }

  private async admit(tx: Tx, provider: SignInProvider, claims: Claims): Promise<SavedAccount | Refused> {
    const org = defaultOrganisation;
    await lockAccounts(tx, org);
    const { iss, sub } = claims;
    const email = provider.linkByEmail ? verifiedEmail(claims) : undefined;
    const known =
      (await findByIdentity(tx, org, iss, sub)) ??
      (email === undefined ? undefined : await findUnlinkedAccount(tx, org, email));
    const roles = rolesFor(provider, claims);
    if (!known) return this.create(tx, provider, claims, roles);
    if (!known.value.active) return refuse('account-inactive');
    if (roles?.length === 0) return refuse('role-missing');
    const actor: Actor = { org, as: 'provider', accountId: known.id };
    const changed = roles
      ? await this.withRoles(tx, actor, provider, known.id, known.value, roles)
      : known.value;
    if (isRefused(changed)) return changed;
    const value = { ...changed, external: { iss, sub } };
    const saved = await this.accounts.replace(tx, actor, known.id, [known.version], value);
    // The last administrator would lose this role.
    return isRefused(saved) ? refuse('role-missing') : saved;
  }

  private async create(
    tx: Tx,
    provider: SignInProvider,
    claims: Claims,
    roles: readonly Role[] = [],
  ): Promise<SavedAccount | Refused> {
    const login = loginOf(claims);
    if (!provider.createAccounts || login === undefined) return refuse('account-unknown');
    if (roles.length === 0) return refuse('role-missing');
    const id = newId();
    const { iss, sub } = claims;
    const actor: Actor = { org: defaultOrganisation, as: 'provider', accountId: id };
    const blank: AccountSettings = {
      login,
      displayName: displayNameOf(claims, login),
      roles: [],
      agentId: null,
      active: true,
      external: { iss, sub },
    };
    const settings = await this.withRoles(tx, actor, provider, id, blank, roles);
    if (isRefused(settings)) return settings;
    const saved = await this.accounts.create(tx, actor, settings, null, id);
    // Another account has this login. It is not this person's unless an administrator says so.
    return isRefused(saved) ? refuse('account-unknown') : saved;
  }

  /** An agent has the id of the account, so that a role that returns leads to the same agent. */
  private async withRoles(
    tx: Tx,
    actor: Actor,
    { agents }: SignInProvider,
    accountId: string,
    settings: AccountSettings,
    roles: readonly Role[],
  ): Promise<AccountSettings | Refused> {
    // A person with an agent can open the desk, so the agent goes with the role.
    if (!roles.includes('agent')) return { ...settings, roles: [...roles], agentId: null };
    if (settings.agentId !== null) return { ...settings, roles: [...roles] };
    if (!(await findSettings(tx, kinds.agent, actor.org, accountId))) {
      const workstreams = await existingWorkstreams(tx, actor.org, agents.workstreamIds);
      const agent = {
        displayName: settings.displayName,
        active: true,
        maxUnits: agents.maxUnits,
        defaultPresence: 'available',
        graceSeconds: defaultGraceSeconds,
        workstreamIds: agents.workstreamIds.filter((id) => workstreams.has(id)),
      };
      const made = await this.settings.create(tx, actor, kinds.agent, agent, accountId);
      if (isRefused(made)) return made;
    }
    return { ...settings, roles: [...roles], agentId: accountId };
  }
}

/** Rolls the transaction back. */
class Refusal extends Error {
  constructor(readonly refused: Refused) {
    super(refused.refused);
  }
}
