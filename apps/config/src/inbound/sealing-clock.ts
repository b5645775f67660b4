import { Clockwork, ServiceLog } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { SealAgain } from '../use-cases/seal-again';

/** Encrypts stored secrets again while the keys are changed. Otherwise the job, at the interval of idle jobs, asks nothing. */
@Injectable()
export class SealingClock {
  constructor(clockwork: Clockwork, seal: SealAgain, log: ServiceLog) {
    clockwork.job('sealing', async () => {
      const count = await seal.run();
      if (count > 0) log.info({ count }, 'stored secrets were encrypted again under the newest key');
      return null;
    });
  }
}
