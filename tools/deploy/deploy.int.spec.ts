import { freePort, projectFolder, serviceNames } from '@rejoin/servers';
import { freshDatabases, removeSystem, type FreshDatabases } from '@rejoin/testing';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { withSecretsFolder } from './fill-from-secrets';
import { provisionFor } from './provision';
import { provisionFailure } from './provision-failure';
import { newSecrets } from './variables';

const compose = readFileSync(join(projectFolder(), 'docker-compose.yml'), 'utf8');
const example = readFileSync(join(projectFolder(), '.env.example'), 'utf8');
const all = (pattern: RegExp) => [...compose.matchAll(pattern)].map(([, found = '']) => found);

describe('docker-compose.yml', () => {
  it('reads every secret that npm run secrets creates from a file, and no other', () => {
    const files = all(/^ {2}([A-Z_]+):\s+\{ file: /gm);
    expect(files.sort()).toEqual(Object.keys(newSecrets()).sort());
    expect(new Set(all(/\/run\/secrets\/([A-Z_]+)/g))).toEqual(new Set(files));
  });

  it('has a default for every setting, and .env.example describes those for this machine', () => {
    const asked = new Set(all(/\$\{([A-Z0-9_]+)/g));
    expect([...asked].filter((name) => !compose.includes(`\${${name}:-`))).toEqual([]);
    const told = [...example.matchAll(/^#([A-Z0-9_]+)=/gm)].map(([, name = '']) => name);
    expect(told.filter((name) => !asked.has(name))).toEqual([]);
  });

  it('starts every service', () => {
    expect(new Set(all(/dist\/apps\/([a-z-]+)\/src\/main\.js/g))).toEqual(new Set([...serviceNames, 'cli']));
  });

  describe('once provisioned', () => {
    const variables = newSecrets();
    const folder = mkdtempSync(join(tmpdir(), 'rejoin-deploy-'));
    const file = join(folder, 'nats.conf');
    let databases: FreshDatabases;

    beforeAll(async () => {
      databases = await freshDatabases();
      const ADMIN_URL = databases.adminUrl.replace(/\/[^/]*$/, '/postgres');
      await provisionFor({ ...variables, ADMIN_URL, NATS_CONFIG_FILE: file });
    });
    afterAll(async () => {
      await removeSystem(databases.adminUrl, 'rejoin');
      await databases.drop();
      rmSync(folder, { recursive: true });
    });

    it('gives every service a database URL that opens its own schema', async () => {
      const host = new URL(databases.adminUrl).host;
      const passwords = all(/ DATABASE_PASSWORD_FILE: \/run\/secrets\/(\S+_DATABASE_PASSWORD)/g);
      const urls = all(/DATABASE_URL: (\S+:\/\/rejoin_\S+)/g).map((url, i) =>
        url.replace('@postgres:5432', `:${variables[passwords[i] ?? '']}@${host}`),
      );
      const schemas: unknown[] = [];
      for (const connectionString of urls) {
        const client = new Client({ connectionString });
        await client.connect();
        schemas.push(
          (await client.query<{ schema: string }>('select current_schema() as schema')).rows[0]?.schema,
        );
        await client.end();
      }
      expect(schemas.sort()).toEqual(['config', 'reconnection_timer', 'routing', 'session_gateway']);
    });

    it('writes a NATS configuration that contains every user, readable to its owner only', () => {
      const { accounts } = JSON.parse(readFileSync(file, 'utf8')) as {
        accounts: Record<string, { users: { user: string; password: string }[] }>;
      };
      const asked = [
        ...compose.matchAll(/NATS_URL: nats:\/\/([a-z-]+)@.*\n.*NATS_PASSWORD_FILE: \/run\/secrets\/(\S+)/g),
      ];
      expect(asked).toHaveLength(5);
      for (const [, user, name = ''] of asked) {
        expect(accounts['REJOIN']?.users).toContainEqual(
          expect.objectContaining({ user, password: variables[name] }),
        );
      }
      expect(statSync(file).mode & 0o777).toBe(0o600);
    });

    it('gives the newest values to Postgres and NATS while passwords are changed, also to its own user', async () => {
      const owner = new Client({ connectionString: databases.adminUrl });
      await owner.connect();
      const changed = Object.fromEntries(
        ['ROUTING_DATABASE_PASSWORD', 'ROUTING_NATS_PASSWORD'].map((name) => [
          name,
          `new-${name}\n${variables[name]}\n`,
        ]),
      );
      const host = new URL(databases.adminUrl).host;
      const admin = { ADMIN_URL: `postgres://deployer@${host}/postgres`, ADMIN_PASSWORD: 'newest\nolder\n' };
      try {
        await owner.query(`create role deployer login superuser password 'older'`);
        await provisionFor({ ...variables, ...changed, ...admin, NATS_CONFIG_FILE: file });
        const signIn = async (user: string, password: string, database: string) => {
          const client = new Client({
            connectionString: `postgres://${user}:${password}@${host}/${database}`,
          });
          await client.connect();
          await client.end();
        };
        await signIn('rejoin_routing', 'new-ROUTING_DATABASE_PASSWORD', 'rejoin');
        await signIn('deployer', 'newest', 'postgres');
        for (const [user, old] of [
          ['rejoin_routing', variables['ROUTING_DATABASE_PASSWORD'] ?? ''],
          ['deployer', 'older'],
        ] as const)
          await expect(signIn(user, old, 'postgres')).rejects.toThrow('password authentication failed');
        const text = readFileSync(file, 'utf8');
        expect(text).toContain('"new-ROUTING_NATS_PASSWORD"');
        expect(text).not.toContain(variables['ROUTING_NATS_PASSWORD']);
        // It can be repeated, and a wrong password is refused.
        await provisionFor({ ...variables, ...admin, NATS_CONFIG_FILE: file });
        const wrong = { ...admin, ADMIN_PASSWORD: 'older\nwrong' };
        await expect(provisionFor({ ...variables, ...wrong, NATS_CONFIG_FILE: file })).rejects.toThrow(
          'password authentication failed',
        );
      } finally {
        await owner.query('drop owned by deployer');
        await owner.query('drop role deployer');
        await owner.end();
      }
    });

    it('writes a configuration for each server of a cluster, with secrets from their folder', async () => {
      const secrets = join(folder, 'secrets');
      mkdirSync(secrets);
      for (const [name, value] of Object.entries({ ...variables, NATS_CLUSTER_PASSWORD: 'of the cluster' }))
        writeFileSync(join(secrets, name), value);
      const files = await provisionFor(
        withSecretsFolder({
          ADMIN_URL: databases.adminUrl.replace(/\/[^/]*$/, '/postgres'),
          ADMIN_PASSWORD: new URL(databases.adminUrl).password,
          REJOIN_SECRETS: secrets,
          NATS_SERVERS: 'a.example,b.example,c.example',
          NATS_CONFIG_FILE: file,
        }),
      );
      expect(files).toEqual(['a', 'b', 'c'].map((name) => join(folder, `${name}.example.conf`)));
      const { accounts } = JSON.parse(readFileSync(file, 'utf8')) as { accounts: object };
      for (const one of files) {
        expect(JSON.parse(readFileSync(one, 'utf8'))).toMatchObject({
          accounts,
          cluster: { authorization: { password: 'of the cluster' } },
        });
      }
    });

    it('names what is missing', async () => {
      const needs = { ...variables, ADMIN_URL: databases.adminUrl, NATS_CONFIG_FILE: file };
      await expect(provisionFor({ ...needs, NATS_SERVERS: 'a,b,c' })).rejects.toThrow(
        'NATS_CLUSTER_PASSWORD is not set',
      );
      await expect(provisionFor({ ...variables, NATS_CONFIG_FILE: file })).rejects.toThrow(
        'ADMIN_URL is not set',
      );
    });

    it('says in one sentence why it cannot work, and what to do', async () => {
      const host = new URL(databases.adminUrl).host;
      const failureOf = async (ADMIN_URL: string, changed: object = {}) => {
        const asked = { ...variables, ADMIN_URL, NATS_CONFIG_FILE: file, ...changed };
        const failed: unknown = await provisionFor(asked).catch((error: unknown) => error);
        return provisionFailure(failed, ADMIN_URL);
      };
      expect(await failureOf('localhost:5432')).toMatch(/^ADMIN_URL is not an address of Postgres\. Use one/);
      expect(await failureOf(databases.adminUrl, { ROUTING_NATS_PASSWORD: '' })).toMatch(
        /^ROUTING_NATS_PASSWORD is not set\. npm run secrets makes it/,
      );
      const nowhere = `127.0.0.1:${await freePort()}`;
      expect(await failureOf(`postgres://postgres@${nowhere}/postgres`)).toBe(
        `Postgres at ${nowhere}: nothing listens there. Start the server, or correct the address.`,
      );
      expect(await failureOf(databases.adminUrl, { ADMIN_PASSWORD: 'another' })).toMatch(
        `Postgres at ${host}: it refuses the password. Put the POSTGRES_PASSWORD back`,
      );
      const routing = `postgres://rejoin_routing:${variables['ROUTING_DATABASE_PASSWORD']}@${host}/rejoin`;
      expect(await failureOf(routing)).toMatch(/: permission denied.*may create roles and databases\.$/);
    });
  });
});
