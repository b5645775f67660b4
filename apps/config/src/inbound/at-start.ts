import { ServiceLog, untilReachable } from '@rejoin/service';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SetupTokens } from '../use-cases/setup-tokens';

/** Stores the setup tokens of the environment before the service accepts requests. */
@Injectable()
export class AtStart implements OnApplicationBootstrap {
  constructor(
    private readonly setupTokens: SetupTokens,
    private readonly log: ServiceLog,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return untilReachable(() => this.setupTokens.store(), this.log);
  }
}
