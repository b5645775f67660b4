import { openApiRoute } from '@rejoin/contracts';
import { Controller, type Type } from '@nestjs/common';
import { z } from 'zod';
import { readEnvironment } from './environment';
import { Problem } from './problem';
import { Serves } from './serves';

const Environment = z.object({ REJOIN_API_DOCUMENTS: z.enum(['0', '1']).default('1') });

/** Whether the API documents are served to everyone. The operator can switch them off. */
export function tellsOfApi(): boolean {
  return readEnvironment(Environment).REJOIN_API_DOCUMENTS === '1';
}

/** Makes the controller that serves a service's OpenAPI document at `/openapi.json`. */
export function openApiHttp(makeDocument: () => object): Type {
  @Controller()
  class OpenApiHttp {
    private readonly document = tellsOfApi() ? makeDocument() : undefined;

    @Serves(openApiRoute)
    read(): object {
      if (!this.document) throw new Problem('not-found');
      return this.document;
    }
  }
  return OpenApiHttp;
}
