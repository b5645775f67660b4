import { Id, Role, signInLimits } from '@rejoin/contracts';
import { Followed, mostSecretValues } from '@rejoin/kernel';
import { z } from 'zod';
import type { SignInProvider } from './domain/sign-in-provider';

const ClientSecret = z.string().min(1).max(1_000);

const Provider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,50}$/, 'must be lower-case letters, digits and hyphens'),
  name: z.string().min(1).max(100),
  issuer: z.url({ protocol: /^https?$/ }).max(500),
  clientId: z.string().min(1).max(500),
  /** While it is changed there are several, the newest first. */
  clientSecret: z
    .union([ClientSecret, z.array(ClientSecret).min(1).max(mostSecretValues)])
    .transform((secret) => [secret].flat())
    .optional(),
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

function providersIn(text: string): readonly SignInProvider[] {
  const { data, error } = Providers.safeParse(jsonIn(text));
  if (data) return data;
  const [issue] = error.issues;
  throw new Error([issue?.path.join('.'), issue?.message].filter(Boolean).join(': '));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('must be a list in JSON');
  }
}

/**
 * The identity providers as a list in JSON, which follows its file. Messages name fields and never values, which may be
 * secrets.
 */
export const SignInProviders = z
  .string()
  .default('[]')
  .transform((text, context) => {
    try {
      return new Followed(text, providersIn);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });
