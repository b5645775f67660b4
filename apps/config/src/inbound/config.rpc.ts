import { agentNames, signIn, type rpcs } from '@rejoin/contracts';
import type { Refused } from '@rejoin/kernel';
import { Answers } from '@rejoin/messaging';
import { Database } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import type { z } from 'zod';
import { defaultOrganisation } from '../domain/organisation';
import { agentNamesOf } from '../store/settings.store';
import { SignIn, type SignedIn } from '../use-cases/sign-in';

type Asked<Question extends keyof typeof rpcs> = z.infer<(typeof rpcs)[Question]['request']>;

/** What the other services ask. */
@Controller()
export class ConfigRpc {
  constructor(
    private readonly database: Database,
    private readonly signIn: SignIn,
  ) {}

  @Answers(signIn)
  withPassword({ login, password, address }: Asked<'signIn'>): Promise<SignedIn | Refused> {
    return this.signIn.run(login, password, address ?? null);
  }

  @Answers(agentNames)
  async agentNames({ agentIds }: Asked<'agentNames'>): Promise<{ names: Record<string, string> }> {
    return { names: await agentNamesOf(this.database, defaultOrganisation, agentIds) };
  }
}
