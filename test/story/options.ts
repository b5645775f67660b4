import { parseArgs } from 'node:util';

/** Who signs in to config, so that the story can make the settings that it needs. */
export interface Administrator {
  readonly login: string;
  readonly password: string;
}

export interface StoryOptions {
  /** Base URLs of the gateways of a system that runs elsewhere; undefined for the one that `npm start` runs here. */
  readonly gateways: readonly string[] | undefined;
  readonly config: string | undefined;
  readonly administrator: Administrator;
  /** Makes the administrator first, in a system that has none. */
  readonly setupToken: string | undefined;
}

export const usage = `npm run story
npm run story -- --against <gateway>[,<gateway>] --config <config> [--setup-token <token>]

  --against      base URLs of the gateways, for example http://localhost:8100 (or REJOIN_URL)
  --config       base URL of config, for example http://localhost:8102 (or REJOIN_CONFIG_URL)
  --setup-token  makes the first administrator of a new system (or REJOIN_SETUP_TOKEN)

The administrator is REJOIN_ADMIN_LOGIN with REJOIN_ADMIN_PASSWORD, and the one of the demo unless they are set.`;

export class UsageError extends Error {}

export function readStoryOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StoryOptions {
  const given = parsed(args);
  const against = given.against ?? environment['REJOIN_URL'];
  const config = given.config ?? environment['REJOIN_CONFIG_URL'];
  const setupToken = given['setup-token'] ?? environment['REJOIN_SETUP_TOKEN'];
  if (given.against !== undefined && !config) throw new UsageError('--against needs --config');
  const { REJOIN_ADMIN_LOGIN: login, REJOIN_ADMIN_PASSWORD: password } = environment;
  if (setupToken && !(login && password)) {
    throw new UsageError('A setup token needs REJOIN_ADMIN_LOGIN and REJOIN_ADMIN_PASSWORD of who is made');
  }
  return {
    gateways: against ? against.split(',').map(baseUrl) : undefined,
    config: config ? baseUrl(config) : undefined,
    administrator: { login: login ?? 'admin@demo', password: password ?? 'rejoin-demo' },
    setupToken,
  };
}

function parsed(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ args: [...args], options: { against: text, config: text, 'setup-token': text } })
      .values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function baseUrl(text: string): string {
  if (!/^https?:\/\/[^/]/.test(text))
    throw new UsageError(`${text} is not a URL such as http://localhost:8100`);
  return text.replace(/\/+$/, '');
}
