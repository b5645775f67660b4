import { Id, Role, signInLimits } from '@rejoin/contracts';
import { z } from 'zod';

const Provider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,50}$/, 'must be lower-case letters, digits and hyphens'),
  name: z.string().min(1).max(100),
  issuer: z.url({ protocol: /^https?$/ }).max(500),
  clientId: z.string().min(1).max(500),
  clientSecret: z.string().min(1).max(1_000).optional(),
  clientAuthentication: z.enum(['client_secret_basic', 'client_secret_post']).default('client_secret_basic'),
  scope: z
    .string()
    .max(500)
    .refine((scope) => scope.split(' ').includes('openid'), 'must contain openid')
    .default('openid profile email'),
  roles: z
    .strictObject({
      claim: z.string().min(1).max(200),
      map: z.record(z.string().min(1).max(500), z.array(Role).min(1).max(Role.options.length)),
    })
    .optional(),
  createAccounts: z.boolean().default(true),
  linkByEmail: z.boolean().default(false),
  agents: z
    .strictObject({
      maxUnits: z.int().min(0).max(10_000).default(100),
      workstreamIds: z.array(Id).max(1_000).default([]),
    })
    .default({ maxUnits: 100, workstreamIds: [] }),
});

const Providers = z
  .array(Provider)
  .max(signInLimits.providers.value)
  .superRefine((providers, context) => {
    for (const field of ['id', 'issuer'] as const) {
      const values = providers.map((provider) => provider[field]);
      if (new Set(values).size < values.length)
        context.addIssue({ code: 'custom', message: `two providers have the same ${field}` });
    }
  });

/** The identity providers as a list in JSON. Messages name fields and never values, which may be secrets. */
export const SignInProviders = z
  .string()
  .default('[]')
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'must be a list in JSON' });
      return z.NEVER;
    }
  })
  .pipe(Providers);
