import { Problem } from '@rejoin/service';
import { Controller, Inject } from '@nestjs/common';
import type { ConfigEnvironment } from '../config.environment';
import { configEnvironment } from './at-start';
import { configOpenApi } from './openapi';
import { openApiRoute } from './routes';
import { Serves } from './serves';

/** What programs may ask here, for everybody, unless REJOIN_API_DOCUMENTS switches it off. */
@Controller()
export class OpenApiHttp {
  private readonly document = configOpenApi();

  constructor(@Inject(configEnvironment) private readonly environment: ConfigEnvironment) {}

  @Serves(openApiRoute)
  read(): object {
    if (!this.environment.REJOIN_API_DOCUMENTS) throw new Problem('not-found');
    return this.document;
  }
}
