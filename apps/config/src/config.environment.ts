import { signInLimits, webhookLimits } from '@rejoin/contracts';
import { AllowedHostList, BaseUrls, secretValues, TokenPublicKey } from '@rejoin/service';
import { z } from 'zod';
import { isPrivateKey } from './domain/token-key';
import { safeLogCost } from './keys/password-hashes';
import { SignInProviders } from './sign-in-providers.environment';

/** The environment variables of config, in addition to those of every service. */
export const ConfigEnvironment = z
  .object({
    HOST: z.string().default('127.0.0.1'),
    REJOIN_TOKEN_PRIVATE_KEY: secretValues(
      z.string().refine(isPrivateKey, 'must be an Ed25519 private key (PKCS8 PEM, base64)'),
    ),
    REJOIN_TOKEN_PUBLIC_KEY: secretValues(TokenPublicKey),
    REJOIN_SETUP_TOKEN: secretValues(z.string().min(32, 'must have at least 32 characters')).optional(),
    REJOIN_ENDPOINTS: BaseUrls,
    REJOIN_PASSWORD_COST: z.coerce.number().int().min(10).max(20).default(safeLogCost),
    REJOIN_SIGN_IN_IDLE_HOURS: z.coerce
      .number()
      .min(0.001)
      .max(signInLimits.longestHours.value)
      .default(signInLimits.idleHours.value),
    /** The address at which browsers reach the administration, without a path. */
    REJOIN_ADMIN_URL: z
      .url({ protocol: /^https?$/ })
      .refine((url) => /^https?:\/\/[^/?#@]+\/?$/.test(url), 'must have no path, query or credentials')
      .transform((url) => url.replace(/\/$/, ''))
      .default(''),
    /** The identity providers with which people sign in, with their secrets. */
    REJOIN_SIGN_IN_PROVIDERS: SignInProviders,
    /** The hosts of identity providers that are not on the internet or have no HTTPS. */
    REJOIN_SIGN_IN_ALLOWED_HOSTS: AllowedHostList,
    /** The hosts of webhooks that are not on the internet or have no HTTPS. */
    REJOIN_WEBHOOK_ALLOWED_HOSTS: AllowedHostList,
    REJOIN_WEBHOOK_WAITING: z.coerce
      .number()
      .int()
      .min(100)
      .max(1_000_000)
      .default(webhookLimits.waiting.value),
    /** A password that people may choose although everybody knows it, as that of a demo. */
    REJOIN_PUBLIC_PASSWORD: z.string().min(1).optional(),
  })
  .superRefine((environment, context) => {
    if (environment.REJOIN_SIGN_IN_PROVIDERS.value.length > 0 && environment.REJOIN_ADMIN_URL === '') {
      context.addIssue({
        code: 'custom',
        path: ['REJOIN_ADMIN_URL'],
        message:
          'is needed for REJOIN_SIGN_IN_PROVIDERS: the address at which browsers reach the administration',
      });
    }
    if (isLoopback(environment.HOST)) return;
    if (environment.REJOIN_PASSWORD_COST < safeLogCost) {
      context.addIssue({
        code: 'custom',
        path: ['REJOIN_PASSWORD_COST'],
        message: `below ${safeLogCost} passwords are guessed too fast: leave it out, or set HOST to 127.0.0.1 (it is ${environment.HOST})`,
      });
    }
    if (environment.REJOIN_PUBLIC_PASSWORD !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['REJOIN_PUBLIC_PASSWORD'],
        message: `everybody knows this password: leave it out, or set HOST to 127.0.0.1 (it is ${environment.HOST})`,
      });
    }
  });
export type ConfigEnvironment = z.infer<typeof ConfigEnvironment>;

/** The token under which Nest injects the environment. */
export const configEnvironment = Symbol('ConfigEnvironment');

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
