import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { z } from 'zod';
import { readEnvironment } from './environment';

/** Reads and checks the environment of a service when it starts, and provides it to all its modules under `token`. */
@Global()
@Module({})
export class EnvironmentModule {
  static of(token: symbol, schema: z.ZodType): DynamicModule {
    const provider = { provide: token, useFactory: () => readEnvironment(schema) };
    return { module: EnvironmentModule, providers: [provider], exports: [provider] };
  }
}
