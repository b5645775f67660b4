import { hashSecret } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { ServiceLog, untilReachable } from '@rejoin/service';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { configEnvironment, type ConfigEnvironment } from '../config.environment';
import { addSetupToken } from '../store/setup-tokens.store';
import { MakeDemoData } from '../use-cases/make-demo-data';

/** Applies the environment before the service accepts requests: the setup token and the demo data. */
@Injectable()
export class AtStart implements OnApplicationBootstrap {
  constructor(
    @Inject(configEnvironment) private readonly environment: ConfigEnvironment,
    private readonly database: Database,
    private readonly makeDemoData: MakeDemoData,
    private readonly log: ServiceLog,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return untilReachable(() => this.prepare(), this.log);
  }

  private async prepare(): Promise<void> {
    const {
      REJOIN_SETUP_TOKEN: setupToken,
      REJOIN_DEMO: demo,
      REJOIN_DEMO_PORTAL_URL: portalUrl,
      REJOIN_DEMO_KEY_FILE: keyFile,
    } = this.environment;
    if (setupToken !== undefined) await addSetupToken(this.database, hashSecret(setupToken), null);
    if (demo) await this.makeDemoData.run(portalUrl, keyFile);
  }
}
