import { ServiceLog, untilReachable } from '@rejoin/service';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { configEnvironment, type ConfigEnvironment } from '../config.environment';
import { MakeDemoData } from '../use-cases/make-demo-data';
import { SetupTokens } from '../use-cases/setup-tokens';

/** Applies the environment before the service accepts requests: the setup tokens and the demo data. */
@Injectable()
export class AtStart implements OnApplicationBootstrap {
  constructor(
    @Inject(configEnvironment) private readonly environment: ConfigEnvironment,
    private readonly setupTokens: SetupTokens,
    private readonly makeDemoData: MakeDemoData,
    private readonly log: ServiceLog,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return untilReachable(() => this.prepare(), this.log);
  }

  private async prepare(): Promise<void> {
    const {
      REJOIN_DEMO: demo,
      REJOIN_DEMO_PORTAL_URL: portalUrl,
      REJOIN_DEMO_KEY_FILE: keyFile,
    } = this.environment;
    await this.setupTokens.store();
    if (demo) await this.makeDemoData.run(portalUrl, keyFile);
  }
}
