import { eventually } from '@rejoin/testing';
import { newSecret } from '@rejoin/client';
import { natsUsers, perService, serviceNames, type PerService } from '@rejoin/servers';
import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeSecret, type SecretAct } from '../../tools/deploy/change-secrets';
import { readSecretFolder, writeSecretFile } from '../../tools/deploy/secret-files';
import { newSecrets, passwordNames, variableOf } from '../../tools/deploy/variables';
import { texts, type Agent, type Served } from './people';
import { origin } from './portal';
import type { Shop } from './shop';
import { inAWorldOfItsOwn } from './world';

/** The files of an operator, in the form of docker-compose.yml. The test servers begin with the password `test`. */
const folder = mkdtempSync(join(tmpdir(), 'rejoin-secrets-'));
const names = Object.keys(newSecrets());
for (const [name, value] of Object.entries(newSecrets()))
  writeFileSync(join(folder, name), passwordNames.includes(name) ? 'test' : value, { mode: 0o444 });

const fromFiles = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(files).flatMap(([variable, name]) => [
      [variable, ''],
      [`${variable}_FILE`, join(folder, name)],
    ]),
  );
const keys: Partial<PerService<readonly string[]>> = {
  config: ['REJOIN_TOKEN_PRIVATE_KEY', 'REJOIN_TOKEN_PUBLIC_KEY'],
  'session-gateway': ['REJOIN_TOKEN_PUBLIC_KEY', 'REJOIN_LINK_KEY'],
};
const environment = perService((service) => ({
  ...fromFiles({
    DATABASE_PASSWORD: variableOf(service, 'DATABASE'),
    NATS_PASSWORD: variableOf(service, 'NATS'),
    ...Object.fromEntries((keys[service] ?? []).map((name) => [name, name])),
  }),
  ...(service === 'config' ? { REJOIN_PASSWORD_COST: '10' } : {}),
}));

/** An alarm of a service whose password is refused for longer than a moment. */
const wrongPassword =
  /"alarm":"(postgres|nats)-unavailable","reason":"[^"]*(password authentication failed|refuses the user)/;

/** As `npm run secrets -- <act> <name>` does. */
function change(act: SecretAct, name: string): void {
  const changed = changeSecret(readSecretFolder(folder, names), act, name, newSecrets());
  for (const [file, text] of Object.entries(changed)) writeSecretFile(folder, file, text);
}

describe('secrets that are changed while customers and agents are there', () => {
  const world = inAWorldOfItsOwn(() => Promise.resolve({ environment }));
  let shop: Shop;
  let anna: Agent;
  let mia: Served;

  beforeAll(async () => {
    shop = await world().shop();
    anna = await world().agent(shop, 'anna', { maxUnits: 10 });
    mia = await world().served(shop, anna);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function linkOf(customer: Served): Promise<string> {
    await anna.desk.sendQuickReply(customer.conversationId, shop.linkReply);
    const url = () => customer.chat.entries.findLast((entry) => entry.link?.url)?.link?.url;
    await eventually(() => expect(url()).toBeDefined());
    return url() ?? '';
  }

  async function isAway(customer: Served): Promise<void> {
    customer.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(customer.conversationId)?.snapshot?.window).not.toBeNull(),
    );
  }

  /** Redeems a link without a page. The same secret gets the same answer again. */
  const redeem = (gateway: number, url: string, secret: string) =>
    fetch(`${world().system.gateways[gateway]?.url}/v1/widgets/${shop.name}/redeem`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: origin },
      body: JSON.stringify({ link: linkIn(url), secret }),
    }).then(({ status }) => status);
  const linkIn = (url: string) => decodeURIComponent(url.split('oc.reconnectid=')[1] ?? '');

  const administrator = { login: 'admin@demo', password: 'rejoin-demo' };
  const signIn = async () => {
    const response = await fetch(`${world().system.config.url}/v1/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(administrator),
    });
    return ((await response.json()) as { token: string }).token;
  };
  const servers = () => [world().system.config.url, ...world().system.gateways.map(({ url }) => url)];
  /** The answers of config and of every gateway to a token. */
  const answersTo = (token: string) =>
    Promise.all(
      servers().map(async (url, i) => {
        const headers = { Authorization: `Bearer ${token}` };
        const path = i === 0 ? '/v1/workstreams' : '/v1/supervisor/queues';
        return (await fetch(`${url}${path}`, { headers })).status;
      }),
    );

  async function theyTalk(about: string): Promise<void> {
    await mia.chat.send(`question ${about}`);
    await eventually(() =>
      expect(texts(anna.desk.conversation(mia.conversationId)?.transcript.entries ?? [])).toContain(
        `question ${about}`,
      ),
    );
    await anna.desk.send(mia.conversationId, `answer ${about}`);
    await eventually(() => expect(texts(mia.chat.entries)).toContain(`answer ${about}`));
  }

  it('keeps links and sign-ins that were made before, until the old keys end', async () => {
    const [laptop, other] = [await world().served(shop, anna), await world().served(shop, anna)];
    const [url, otherUrl] = [await linkOf(laptop), await linkOf(other)];
    const before = await signIn();
    const accepted = await answersTo(before);
    expect(accepted).toEqual([200, 200, 200]);
    await isAway(laptop);

    change('rotate', 'REJOIN_LINK_KEY');
    change('rotate', 'REJOIN_TOKEN_KEYS');
    const secret = newSecret();
    expect(await redeem(1, url, secret)).toBe(200);
    anna.cutter.cut();
    anna.cutter.restore();
    await theyTalk('after the keys were changed');
    expect(await answersTo(before)).toEqual(accepted);
    // A sign-in gets a token of the new key within a second.
    const publicKey = readFileSync(join(folder, 'REJOIN_TOKEN_PUBLIC_KEY'), 'utf8').split('\n')[0] ?? '';
    let since = '';
    await eventually(async () => {
      since = await signIn();
      expect(isSignedWith(publicKey, since)).toBe(true);
    });
    expect(isSignedWith(publicKey, before)).toBe(false);
    expect(await answersTo(since)).toEqual(accepted);

    change('end', 'REJOIN_LINK_KEY');
    change('end', 'REJOIN_TOKEN_KEYS');
    await eventually(async () => expect(new Set(await answersTo(before))).toEqual(new Set([401])));
    expect(await answersTo(since)).toEqual(accepted);
    await isAway(other);
    for (const gateway of [0, 1]) {
      await eventually(async () => expect(await redeem(gateway, url, secret)).not.toBe(200));
      expect(await redeem(gateway, otherUrl, newSecret())).not.toBe(200);
    }
    const third = await world().served(shop, anna);
    const newUrl = await linkOf(third);
    await isAway(third);
    expect(await redeem(0, newUrl, newSecret())).toBe(200);
  });

  it('changes the passwords of Postgres and NATS, and nobody is interrupted', async () => {
    await theyTalk('before');
    for (const act of ['rotate', 'end'] as const) {
      change(act, 'passwords');
      await applyPasswords();
      await endConnectionsToPostgres();
      await theyTalk(`after ${act}`);
    }
    const late = await world().served(shop, anna);
    await late.chat.send('hello');
    await eventually(() => expect(texts(late.chat.entries)).toEqual(['hello']));
    const logs = [world().system.routing, world().system.timer, ...world().system.gateways].map((service) =>
      service.log(Infinity),
    );
    for (const log of logs) expect(log).not.toMatch(wrongPassword);
  });

  it('says in one sentence that a password is wrong, and goes on when it is mended', async () => {
    const { routing } = world().system;
    const file = variableOf('routing', 'DATABASE');
    const right = readFileSync(join(folder, file), 'utf8');
    writeSecretFile(folder, file, 'not-the-password\n');
    await endConnectionsToPostgres();
    await eventually(() => expect(routing.log(Infinity)).toMatch(wrongPassword));
    writeSecretFile(folder, file, right);
    await eventually(async () => expect((await fetch(`${routing.opsUrl}/health/ready`)).status).toBe(200));
    await world().served(shop, anna);
  });

  /** What provisioning and a reload of NATS do. */
  async function applyPasswords(): Promise<void> {
    const newest = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n')[0] ?? '';
    const { databases, nats } = world().system;
    const database = new URL(databases.adminUrl).pathname.slice(1);
    for (const service of serviceNames) {
      const role = `${database}_${service.replaceAll('-', '_')}`;
      await world().sql(`alter role ${role} password '${newest(variableOf(service, 'DATABASE'))}'`);
    }
    nats.setPasswords(Object.fromEntries(natsUsers.map((user) => [user, newest(variableOf(user, 'NATS'))])));
  }

  function endConnectionsToPostgres(): Promise<unknown> {
    return world().sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'rejoin-%' and datname = current_database()`,
    );
  }
});

function isSignedWith(publicKey: string, token: string): boolean {
  const [head = '', body = '', signature = ''] = token.split('.');
  const key = createPublicKey(Buffer.from(publicKey, 'base64').toString());
  return verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
}
