import {
  defaultOrganisation,
  agentNames,
  changePassword,
  endSignIn,
  findAgents,
  ownSecondFactor,
  renewSignIn,
  redeemSignInCode,
  signIn,
  signInOptions,
  type rpcs,
  type SecondFactor,
  type SignInOptions,
} from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { Answers } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import type { z } from 'zod';
import { agentNamesOf, agentsNamed } from '../store/settings.store';
import { ChangePassword } from '../use-cases/change-password';
import { ChangeSecondFactor } from '../use-cases/change-second-factor';
import { EndSignIn } from '../use-cases/end-sign-in';
import { ReadSignInOptions } from '../use-cases/read-sign-in-options';
import { RenewSignIn } from '../use-cases/renew-sign-in';
import { SignIn, type SignedIn } from '../use-cases/sign-in';
import { SignInWithProvider } from '../use-cases/sign-in-with-provider';

type RequestOf<Question extends keyof typeof rpcs> = z.infer<(typeof rpcs)[Question]['request']>;

/** Answers the questions of the other services. */
@Controller()
export class ConfigRpc {
  constructor(
    private readonly database: Database,
    private readonly signIn: SignIn,
    private readonly passwords: ChangePassword,
    private readonly renewSignIn: RenewSignIn,
    private readonly endSignIn: EndSignIn,
    private readonly factors: ChangeSecondFactor,
    private readonly options: ReadSignInOptions,
    private readonly withProvider: SignInWithProvider,
  ) {}

  @Answers(signIn)
  withPassword({ address, ...credentials }: RequestOf<'signIn'>): Promise<SignedIn | Refused> {
    return this.signIn.run(credentials, address ?? null);
  }

  @Answers(signInOptions)
  signInOptions(): Promise<SignInOptions> {
    return this.options.run();
  }

  @Answers(redeemSignInCode)
  redeem({ code, verifier, address }: RequestOf<'redeemSignInCode'>): Promise<SignedIn | Refused> {
    return this.withProvider.redeem(code, verifier, address ?? null);
  }

  /** The account was authorised by the service where it is signed in. */
  @Answers(changePassword)
  async ownPassword({ accountId, current, next }: RequestOf<'changePassword'>): Promise<SignedIn | Refused> {
    const actor = { org: defaultOrganisation, as: 'account', accountId } as const;
    const changed = await this.passwords.run(actor, { current, next });
    if (isRefused(changed)) return changed;
    const { version: _, ...signedIn } = changed;
    return signedIn;
  }

  @Answers(renewSignIn)
  renew(renewal: RequestOf<'renewSignIn'>): Promise<SignedIn | Refused> {
    return this.renewSignIn.run(defaultOrganisation, renewal);
  }

  @Answers(endSignIn)
  async signOut({ accountId, signInId }: RequestOf<'endSignIn'>): Promise<object> {
    await this.database.transaction((tx) => this.endSignIn.run(tx, defaultOrganisation, accountId, signInId));
    return {};
  }

  /** The account was authorised by the service where it is signed in. */
  @Answers(ownSecondFactor)
  secondFactor({ accountId, asked }: RequestOf<'ownSecondFactor'>): Promise<SecondFactor | Refused> {
    return this.factors.run({ org: defaultOrganisation, as: 'account', accountId }, asked);
  }

  @Answers(agentNames)
  async agentNames({ agentIds }: RequestOf<'agentNames'>): Promise<{ names: Record<string, string> }> {
    return { names: await agentNamesOf(this.database, defaultOrganisation, agentIds) };
  }

  @Answers(findAgents)
  async findAgents({ search }: RequestOf<'findAgents'>): Promise<{ agentIds: string[] }> {
    return { agentIds: await agentsNamed(this.database, defaultOrganisation, search, 500) };
  }
}
