import { eventually, type TestSystem } from '@rejoin/testing';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect } from 'nats';
import { Client } from 'pg';
import { parse, stringify } from 'yaml';
import { runCommand } from '../../apps/cli/src/cli';
import { inAWorldOfItsOwn, type World } from './world';

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command line beside a system that runs. */
describe('the command line of operators', () => {
  const world = inAWorldOfItsOwn();
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-command-line-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const environmentOf = ({ system }: World<TestSystem>) => {
    const { gateways, config, routing, timer, nats, databases } = system;
    return {
      DATABASE_URL: databases.adminUrl,
      NATS_URL: nats.url,
      REJOIN_URL: gateways[0]?.url ?? '',
      REJOIN_CONFIG_URL: config.url,
      REJOIN_OPS_URLS: [...gateways, config, routing, timer].map(({ opsUrl }) => opsUrl).join(','),
      REJOIN_ADMIN_LOGIN: 'admin@demo',
      REJOIN_ADMIN_PASSWORD: 'rejoin-demo',
      REJOIN_DISKS: '/',
    };
  };
  const ran = new Set<string>();
  const rejoin = async (args: readonly string[], changed: Record<string, string> = {}): Promise<Result> => {
    ran.add(args.join(' '));
    let [out, err] = ['', ''];
    const code = await runCommand(
      args,
      { ...environmentOf(world()), ...changed },
      (text) => (out += text),
      (text) => (err += text),
    );
    return { code, out, err };
  };
  const query = async (sql: string): Promise<object[]> => {
    const client = new Client({ connectionString: world().system.databases.adminUrl });
    await client.connect();
    try {
      return (await client.query<object>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const json = async <T>(...args: string[]) => {
    const { out, err } = await rejoin([...args, '--json']);
    if (err !== '') throw new Error(err);
    return JSON.parse(out) as T;
  };
  /** What doctor finds wrong. The server of a test run does not wait for its disk. */
  const wrong = async () => {
    const { findings } = await json<{ findings: { check: string; level: string; what: string }[] }>('doctor');
    return findings
      .filter(({ check, level }) => !['ok', 'skipped'].includes(level) && check !== 'postgres.fsync')
      .filter(({ check }) => check !== 'disk')
      .map(({ what }) => what);
  };

  it('finds nothing wrong in a system that works', async () => {
    expect(await wrong()).toEqual([]);
    const { out, code } = await rejoin(['doctor']);
    expect(out).toMatch(/ok {6}services\.release: all processes run \d+\.\d+\.\d+/);
    expect(out).toMatch(/ok {6}nats\.streams: 4 streams have their settings and durables/);
    expect(code).toBe(/PROBLEM/.test(out) ? 1 : 0);
  });

  it('finds a stream with another setting and without a durable, until the service restarts', async () => {
    const { nats, routing } = world().system;
    const operator = await connect(optionsOf(nats.url));
    const manager = await operator.jetstreamManager();
    await manager.streams.update('REJOIN_ROUTING', { max_age: 86_400_000_000_000 });
    await manager.consumers.delete('REJOIN_ROUTING', 'integrator');
    await operator.close();
    const found = await wrong();
    expect(found).toContain('REJOIN_ROUTING has max_age 86400000000000 instead of 604800000000000');
    expect(found).toContain('REJOIN_ROUTING has no durable integrator');
    await routing.restart();
    await eventually(async () => expect(await wrong()).toEqual([]));
  });

  it('finds a process that is gone, and one that runs again', async () => {
    const { timer } = world().system;
    await timer.kill('SIGKILL');
    expect(await wrong()).toEqual([expect.stringContaining('is not ready (nothing listens there)')]);
    await timer.restart();
    await eventually(async () => expect(await wrong()).toEqual([]));
  });

  it('shows what happened in a conversation, from all services, and texts only when asked', async () => {
    const shop = await world().shop();
    const anna = await world().agent(shop, 'anna');
    const { chat, conversationId } = await world().served(shop, anna);
    await chat.send('a private matter');
    await eventually(async () =>
      expect(await world().told('session_gateway', conversationId)).toContain('MessageSent'),
    );
    const { out } = await rejoin(['conversation', 'timeline', conversationId]);
    const types = out.split('\n').flatMap((line) => line.split(/ {2,}/)[2] ?? []);
    expect(types.slice(0, 1)).toEqual(['ConversationStarted']);
    expect(types).toEqual(expect.arrayContaining(['ConversationQueued', 'AgentAssigned', 'MessageSent']));
    expect(out).not.toContain('a private matter');
    const withTexts = await rejoin(['conversation', 'timeline', conversationId, '--texts']);
    expect(withTexts.out).toContain('text=a private matter');
    expect(
      await world().sql('select 1 from session_gateway.access_log where conversation_id = $1', [
        conversationId,
      ]),
    ).not.toEqual([]);
    expect(await rejoin(['conversation', 'timeline', 'nobody'])).toMatchObject({
      code: 3,
      err: 'No service knows a conversation nobody. Check the id.\n',
    });
  });

  it('lists the open windows, extends one, and releases the capacity that it holds', async () => {
    const shop = await world().shop();
    const ben = await world().agent(shop, 'ben');
    const customer = await world().served(shop, ben);
    const id = customer.conversationId;
    customer.cutter.cut();
    await eventually(async () => expect((await rejoin(['windows', 'list'])).out).toContain(id));
    type Windows = { windows: { conversationId: string; extensionsLeft: number }[] };
    const left = async () =>
      (await json<Windows>('windows', 'list')).windows.find((one) => one.conversationId === id)
        ?.extensionsLeft;
    const before = await left();
    expect(await rejoin(['windows', 'extend', id])).toMatchObject({ code: 0 });
    await eventually(async () => expect(await left()).toBe((before ?? 0) - 1));
    expect(await rejoin(['windows', 'release', id])).toMatchObject({ code: 0 });
    await eventually(async () => expect(await world().used(ben)).toBe(0));
    await eventually(async () => expect(await left()).toBeUndefined());
    expect(await rejoin(['windows', 'extend', id])).toMatchObject({
      code: 3,
      err: expect.stringContaining('(') as string,
    });
  });

  it('makes links invalid that were sent to the wrong person, and no other way back', async () => {
    const shop = await world().shop();
    const dora = await world().agent(shop, 'dora');
    const laptop = await world().served(shop, dora);
    const newLink = async (count: number) => {
      await dora.desk.sendQuickReply(laptop.conversationId, shop.linkReply);
      const links = () => laptop.chat.entries.flatMap((entry) => entry.link?.url ?? []);
      await eventually(() => expect(links()).toHaveLength(count));
      return links().at(-1) ?? '';
    };
    const sent = await newLink(1);
    expect((await rejoin(['links', 'revoke', laptop.conversationId])).out).toMatch(/^1 links of /);
    const revoked = await world().sql(
      `select redeemed_by from session_gateway.links where redeemed_by like 'revoked:%' and conversation_id = $1`,
      [laptop.conversationId],
    );
    expect(revoked).toHaveLength(1);
    const stranger = await world().customer(shop);
    await expect(stranger.chat.reconnectByLink(sent)).rejects.toMatchObject({ name: 'denied' });
    const next = await newLink(2);
    const phone = await world().customer(shop);
    await phone.chat.reconnectByLink(next);
    await eventually(() => expect(phone.chat.conversation?.agent?.agentId).toBe(dora.agentId));
    expect(await rejoin(['links', 'revoke', 'nobody'])).toMatchObject({ code: 3 });
  });

  it('exports a customer, erases the customer once no conversation is open, and proves it without the data', async () => {
    const shop = await world().shop({ signedIn: true });
    const emma = await world().agent(shop, 'emma');
    const { chat, conversationId, cutter } = await world().served(shop, emma, { subject: 'emil' });
    await chat.send('my parcel RJ-77');
    await emma.desk.addNote(conversationId, 'note about RJ-77');
    cutter.cut();
    await eventually(async () =>
      expect(await world().told('reconnection_timer', conversationId)).toContain('ReconnectionWindowOpened'),
    );
    type Exported = {
      conversations: {
        conversationId: string;
        entries: { text: string }[];
        records: object;
        facts: object[];
      }[];
    };
    const { conversations } = await json<Exported>('customer', 'export', conversationId);
    expect(conversations).toMatchObject([
      { conversationId, signedIn: true, records: { windows: [{ epoch: 1 }], ledger: [{}], holds: [{}] } },
    ]);
    expect(conversations[0]?.entries.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['my parcel RJ-77', 'note about RJ-77']),
    );
    expect(conversations[0]?.facts.length).toBeGreaterThan(5);

    expect(await rejoin(['customer', 'erase', conversationId])).toMatchObject({
      code: 2,
      err: 'The erasure cannot be undone. Add --yes when you are sure.\n',
    });
    expect(await rejoin(['customer', 'erase', conversationId, '--yes'])).toMatchObject({
      code: 3,
      err: expect.stringContaining(
        'End the conversation first (conversation-open). Wait until it is closed',
      ) as string,
    });
    const erased = await rejoin(['customer', 'erase', conversationId, '--yes', '--end']);
    expect(erased).toMatchObject({ code: 0, out: expect.stringMatching(/: 2 texts erased, /) as string });
    const again = await rejoin(['customer', 'erase', conversationId, '--yes']);
    expect(again.out).toBe('There was nothing left to erase.\n');
    const dump = JSON.stringify(await json<Exported>('customer', 'export', conversationId));
    expect(dump).not.toContain('RJ-77');
    expect(dump).toContain('ConversationErased');
    const { out } = await rejoin(['customer', 'accesses', '--conversation', conversationId]);
    expect(out).toMatch(/ {2}erasure {5}\S+ {2}\S+ .*entries=2/);
    expect(out).toMatch(/ {2}export /);
    expect(out).not.toContain('RJ-77');
    await eventually(async () => expect(await world().used(emma)).toBe(0));
    expect(await rejoin(['customer', 'export'])).toMatchObject({ code: 2 });
    expect(await rejoin(['customer', 'export', '--issuer', 'i', '--subject', 'nobody'])).toMatchObject({
      code: 3,
    });
  });

  it('lists what is parked, and publishes facts again', async () => {
    expect(await json('facts', 'parked')).toEqual({ parked: [] });
    const operator = await connect(optionsOf(world().system.nats.url));
    operator.publish('rejoin.v1.default.agent-session.agent-connected.nobody', 'this is no fact');
    await operator.drain();
    await eventually(async () => {
      const { out, code } = await rejoin(['facts', 'parked']);
      expect([code, out]).toEqual([1, expect.stringContaining('nobody')]);
    });
    await world().sql(`delete from routing.parked_facts; delete from session_gateway.parked_facts;
      delete from reconnection_timer.parked_facts; delete from config.webhook_parked_facts`);
    const shop = await world().shop();
    // The fact is replayed as soon as it is marked as published, which is shortly after its publication.
    await eventually(async () =>
      expect(await json('facts', 'replay', 'workstream', shop.name)).toMatchObject({ published: 1 }),
    );
    expect(await json('facts', 'rebuild', 'config', '--yes')).toEqual({ service: 'config', deleted: true });
    await eventually(async () => expect(await wrong()).toEqual([]));
  });

  it('exports the settings, imports them into the same system without a change, and makes what was added', async () => {
    const file = join(folder, 'settings.yaml');
    await world().shop();
    expect(await rejoin(['settings', 'export', file])).toMatchObject({ code: 0 });
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/password|privateKey|changedAt/);
    expect(await rejoin(['settings', 'diff', file])).toMatchObject({ code: 0 });

    const settings = parse(text) as Record<string, Record<string, unknown>[]>;
    const [workstream] = settings['workstreams'] ?? [];
    settings['workstreams']?.push({ ...workstream, id: undefined, name: 'As code', autoCloseSeconds: 700 });
    settings['quickReplies']?.push({
      title: 'As code',
      workstream: 'As code',
      body: 'Hi',
      locale: 'en',
      active: true,
    });
    writeFileSync(file, stringify(settings));
    const diff = await rejoin(['settings', 'diff', file]);
    expect(diff).toMatchObject({
      code: 1,
      out: expect.stringContaining('2 to create, 0 to change') as string,
    });
    expect((await rejoin(['settings', 'import', file, '--dry-run'])).out).toContain('Nothing was changed.');
    expect(await rejoin(['settings', 'diff', file])).toMatchObject({ code: 1 });
    expect((await rejoin(['settings', 'import', file])).err).toBe('');
    expect((await rejoin(['settings', 'import', file])).out).toContain('Nothing had to be changed.');

    writeFileSync(file, text.replace('rejoin: 1', 'rejoin: 1\nsecrets: []'));
    expect(await rejoin(['settings', 'import', file])).toMatchObject({
      code: 3,
      err: expect.stringContaining('The file is not a settings file') as string,
    });
  });

  it('lists accounts, deactivates one, and says that a first administrator exists', async () => {
    const shop = await world().shop();
    const { login } = await world().account(shop, 'carl');
    expect((await rejoin(['accounts', 'list'])).out).toContain(`${login}  carl  agent  active`);
    expect((await rejoin(['accounts', 'deactivate', login])).out).toBe(`${login} is inactive now.\n`);
    expect((await rejoin(['accounts', 'deactivate', login])).out).toBe(`${login} was inactive already.\n`);
    expect((await rejoin(['accounts', 'activate', login])).code).toBe(0);
    const [token, password] = [join(folder, 'token'), join(folder, 'password')];
    writeFileSync(token, 'x'.repeat(40));
    writeFileSync(password, 'long-enough-password');
    const refused = await rejoin(['admin', 'create', '--name', 'You'], {
      REJOIN_SETUP_TOKEN_FILE: token,
      REJOIN_ADMIN_PASSWORD: '',
      REJOIN_ADMIN_PASSWORD_FILE: password,
    });
    expect(refused).toMatchObject({
      code: 3,
      err: expect.stringContaining('setup token is not known') as string,
    });
    expect(await rejoin(['accounts', 'list'], { REJOIN_ADMIN_PASSWORD: 'wrong' })).toMatchObject({
      code: 3,
      err: expect.stringContaining('(sign-in-failed). Correct REJOIN_ADMIN_LOGIN') as string,
    });
  });

  it('turns passwords off only when an administrator can do without, and on again', async () => {
    expect((await rejoin(['passwords', 'show'])).out).toMatch(/^Passwords are on\.\n.*: 0\n$/);
    expect(await rejoin(['passwords', 'off'])).toMatchObject({
      code: 3,
      err: expect.stringContaining('No administrator') as string,
    });
    const shop = await world().shop();
    const { login } = await world().account(shop, 'dora');
    const link = `update config.accounts set iss = 'https://login.example', sub = 'dora', roles = '{administrator}'`;
    await query(`${link} where login = '${login}'`);
    expect((await rejoin(['passwords', 'off'])).out).toBe('Passwords are off now.\n');
    try {
      expect(await rejoin(['accounts', 'list'])).toMatchObject({
        code: 3,
        err: expect.stringContaining('rejoin passwords on') as string,
      });
    } finally {
      expect((await rejoin(['passwords', 'on'])).out).toBe('Passwords are on now.\n');
    }
    expect((await rejoin(['passwords', 'on'])).out).toBe('Passwords were on already.\n');
    const recorded = `select action, actor, version::int from config.audit_log where what = 'organisation' order by seq`;
    expect(await query(recorded)).toEqual([
      { action: 'passwords-off', actor: 'system', version: 2 },
      { action: 'passwords-on', actor: 'system', version: 3 },
    ]);
  });

  it('audits with a role that can only read', async () => {
    const role = `auditor_cli_${process.pid}`;
    const { out } = await rejoin(['audit', '--create-role', role]);
    const reader = { DATABASE_URL: out.trim() };
    try {
      const audited = await rejoin(['audit'], reader);
      expect(audited).toMatchObject({ code: 0, out: expect.stringContaining('promises hold') as string });
      expect(await rejoin(['facts', 'parked'], reader)).toMatchObject({ code: 0 });
      expect((await rejoin(['doctor'], reader)).out).toContain('ok      postgres.migrations');
    } finally {
      await world().sql(`drop owned by ${role}; drop role ${role}`);
    }
  });

  it('prints the completion of a shell', async () => {
    const { out } = await rejoin(['completion', 'bash']);
    expect(out).toContain('complete -o default -F _rejoin rejoin');
    // As a process, as it ships.
    const { stdout } = await promisify(execFile)('node', ['dist/apps/cli/src/main.js', 'completion', 'bash']);
    expect(stdout).toBe(out);
  });

  it('seeds nothing that is there', async () => {
    expect((await rejoin(['seed', '--demo'])).out).toContain('10 as they are\nNothing had to be changed.');
  });

  it('has run every command of docs/operators.md', () => {
    const [, table = ''] =
      /## Command line\n([\s\S]*?)\n## /.exec(readFileSync('docs/operators.md', 'utf8')) ?? [];
    const named = [...table.matchAll(/^\| `([a-z ]+?)(?: [<[-][^`]*)?`/gm)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(12);
    expect(named.filter((path) => ![...ran].some((call) => call.startsWith(path)))).toEqual([]);
  });
});

function optionsOf(url: string) {
  const { host, username, password } = new URL(url);
  return { servers: host, user: username, pass: password, inboxPrefix: `_INBOX_${username}` };
}
