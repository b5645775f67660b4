import { Controller } from '@nestjs/common';
import { configOpenApi } from './openapi';
import { openApiRoute } from './routes';
import { Serves } from './serves';

@Controller()
export class OpenApiHttp {
  private readonly document = configOpenApi();

  @Serves(openApiRoute)
  read(): object {
    return this.document;
  }
}
