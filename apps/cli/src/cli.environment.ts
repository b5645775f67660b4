import { demoPassword, runningSystem, type RunningSystem } from '@rejoin/servers';
import { natsAddress, secretLines } from '@rejoin/kernel';
import { withSecretFiles } from '@rejoin/service';
import { CommandFailure, exitCodes } from './failure';

export type Variables = Readonly<Record<string, string | undefined>>;

/** Each variable X can also be given as X_FILE, the name of a file. */
const names = [
  'DATABASE_URL',
  'DATABASE_PASSWORD',
  'NATS_URL',
  'NATS_PASSWORD',
  'REJOIN_URL',
  'REJOIN_CONFIG_URL',
  'REJOIN_ADMIN_LOGIN',
  'REJOIN_ADMIN_PASSWORD',
  'REJOIN_ADMIN_CODE',
  'REJOIN_SETUP_TOKEN',
  'REJOIN_SEED_PASSWORD',
  'REJOIN_OPS_URLS',
  'REJOIN_SECRETS',
  'REJOIN_DISKS',
  'NATS_READERS',
  'REJOIN_ALLOW_HTTP',
] as const;
type Name = (typeof names)[number];

export interface Administrator {
  readonly login: string;
  readonly password: string;
  readonly code: string | undefined;
}

/**
 * The addresses and credentials of a system, from environment variables. Without DATABASE_URL, they are those of the
 * system that `npm start` runs in this folder, if there is one.
 */
export class Environment {
  private readonly values: Variables;
  private readonly local: RunningSystem | undefined;

  constructor(source: Variables, findLocal: () => RunningSystem | undefined = runningSystem) {
    const { values, unreadable } = withSecretFiles(source, names);
    if (unreadable[0] !== undefined)
      throw new CommandFailure(exitCodes.environment, unreadable[0].problem, 'Correct the variable.');
    this.values = values;
    const isGiven = ['DATABASE_URL', 'NATS_URL', 'REJOIN_URL', 'REJOIN_CONFIG_URL'].some(
      (name) => values[name],
    );
    this.local = isGiven ? undefined : findLocal();
  }

  get databaseUrl(): string {
    return withPassword(
      'DATABASE_URL',
      this.values['DATABASE_URL'] ||
        this.local?.databaseUrl ||
        missing('DATABASE_URL', 'postgres://<role>@<host>:5432/rejoin'),
      this.newest('DATABASE_PASSWORD'),
    );
  }

  /** The URL of the user `operator`. */
  get natsUrl(): string {
    const urls =
      this.values['NATS_URL'] || this.local?.natsUrl || missing('NATS_URL', 'nats://operator@<host>:4222');
    return urls
      .split(',')
      .map((url) => withPassword('NATS_URL', url, this.newest('NATS_PASSWORD')))
      .join(',');
  }

  /** How many servers NATS_URL names. */
  get natsServers(): number {
    return (this.values['NATS_URL'] ?? '').split(',').length;
  }

  /** The base URL of a gateway. */
  get gatewayUrl(): string {
    return this.serviceUrl('REJOIN_URL', this.local?.url, 'https://<gateway>');
  }

  get configUrl(): string {
    return this.serviceUrl('REJOIN_CONFIG_URL', this.local?.config, 'https://<config>');
  }

  /** The URL of config, if it is known. */
  get knownConfigUrl(): string | undefined {
    return this.values['REJOIN_CONFIG_URL'] || this.local?.config ? this.configUrl : undefined;
  }

  get administrator(): Administrator {
    const demo = this.local ? { login: 'admin@demo', password: demoPassword } : undefined;
    return {
      login:
        this.values['REJOIN_ADMIN_LOGIN'] || demo?.login || missing('REJOIN_ADMIN_LOGIN', 'your username'),
      password:
        this.values['REJOIN_ADMIN_PASSWORD'] ||
        demo?.password ||
        missing('REJOIN_ADMIN_PASSWORD_FILE', 'a file with your password'),
      code: this.optional('REJOIN_ADMIN_CODE'),
    };
  }

  get setupToken(): string {
    return this.knownSetupToken ?? missing('REJOIN_SETUP_TOKEN_FILE', 'secrets/REJOIN_SETUP_TOKEN');
  }

  get knownSetupToken(): string | undefined {
    return this.newest('REJOIN_SETUP_TOKEN');
  }

  /** The administrator that the variables name, if any. */
  get namedAdministrator(): Administrator | undefined {
    return this.optional('REJOIN_ADMIN_LOGIN') === undefined ? undefined : this.administrator;
  }

  /** The password of accounts of a seed for which its file has none. */
  get seedPassword(): string | undefined {
    return this.newest('REJOIN_SEED_PASSWORD');
  }

  /** The URLs for operators of all processes. */
  get opsUrls(): readonly string[] {
    const local = this.local?.processes.flatMap(({ opsUrl }) => opsUrl ?? []) ?? [];
    return this.list('REJOIN_OPS_URLS', local).map(baseUrl);
  }

  get publicUrls(): readonly string[] {
    return [...this.list('REJOIN_URL', []), ...this.list('REJOIN_CONFIG_URL', [])];
  }

  /** The folder with a file for each secret. */
  get secretsFolder(): string | undefined {
    return this.optional('REJOIN_SECRETS');
  }

  /** Folders whose disks must have room. */
  get disks(): readonly string[] {
    return this.list('REJOIN_DISKS', ['.']);
  }

  get readers(): readonly string[] {
    return this.list('NATS_READERS', []);
  }

  /** The URL of a service to which a password is sent. */
  private serviceUrl(name: Name, local: string | undefined, example: string): string {
    const given = this.values[name];
    const url = baseUrl(given || local || missing(name, example));
    if (given && this.values['REJOIN_ALLOW_HTTP'] !== '1') assertPrivate(url);
    return url;
  }

  /** The newest value of a secret that may be changed at the moment. */
  private newest(name: Name): string | undefined {
    return secretLines(this.values[name] ?? '')[0];
  }

  private optional(name: Name): string | undefined {
    return this.values[name] || undefined;
  }

  private list(name: Name, otherwise: readonly string[]): readonly string[] {
    const given = (this.values[name] ?? '').split(',').flatMap((one) => one.trim() || []);
    return given.length > 0 ? given : otherwise;
  }
}

function missing(name: string, example: string): never {
  throw new CommandFailure(exitCodes.environment, `${name} is not set`, `Set it, for example to ${example}.`);
}

function baseUrl(text: string): string {
  const [first = ''] = text.split(',');
  if (!URL.canParse(first) || !/^https?:/.test(first))
    throw new CommandFailure(
      exitCodes.environment,
      `${first} is not a URL`,
      'Use one such as http://localhost:8100.',
    );
  const { username, password } = new URL(first);
  if (username !== '' || password !== '')
    throw new CommandFailure(
      exitCodes.environment,
      'The address of a service contains a user name or a password',
      'Remove them: addresses are printed.',
    );
  return first.replace(/\/+$/, '');
}

const thisMachine = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Throws for plain HTTP to another machine, because passwords and tokens would be readable on the way. */
function assertPrivate(url: string): void {
  const { protocol, host, hostname } = new URL(url);
  if (protocol === 'https:' || thisMachine.test(hostname)) return;
  throw new CommandFailure(
    exitCodes.environment,
    `The password would be sent to ${host} unencrypted`,
    'Use an address with https, or add --allow-http if you trust the network in between.',
  );
}

const addresses = {
  DATABASE_URL: { scheme: /^postgres(ql)?:/, example: 'postgres://<role>@<host>:5432/rejoin' },
  NATS_URL: { scheme: /^(nats|tls):/, example: 'nats://operator@<host>:4222' },
} as const;

function withPassword(name: keyof typeof addresses, given: string, password: string | undefined): string {
  const { scheme, example } = addresses[name];
  const url = name === 'NATS_URL' ? natsAddress(given) : given;
  if (!URL.canParse(url) || !scheme.test(url))
    throw new CommandFailure(
      exitCodes.environment,
      `${name} is not an address of ${name === 'NATS_URL' ? 'NATS' : 'Postgres'}`,
      `Use one such as ${example}.`,
    );
  if (password === undefined) return url;
  const changed = new URL(url);
  changed.password = encodeURIComponent(password);
  return changed.href;
}
