import { ServiceLog, untilReachable } from '@rejoin/service';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { StoreSetupTokens } from '../use-cases/store-setup-tokens';

/** Stores the setup tokens of the environment before the service accepts requests. */
@Injectable()
export class AtStart implements OnApplicationBootstrap {
  constructor(
    private readonly storeSetupTokens: StoreSetupTokens,
    private readonly log: ServiceLog,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return untilReachable(() => this.storeSetupTokens.run(), this.log);
  }
}
