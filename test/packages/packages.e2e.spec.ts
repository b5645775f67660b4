import { inAWorld } from '../journeys/world';
import { origin } from '../journeys/portal';
import { version as product } from '../../package.json';
import { Consumer, packages, readmeOf } from './consumer';

jest.setTimeout(300_000);

const chatAndFacts = `
import { ChatClient } from '@rejoin/client';
import { CustomerFrame } from '@rejoin/contracts';
import { FactReader, MemoryStore, type Fact } from '@rejoin/events';
import { connect } from 'nats';
import { WebSocket } from 'ws';

const { ENDPOINT = '', WIDGET = '', ORIGIN = '', SERVERS = '', PASSWORD = '' } = process.env;
const nats = await connect({ servers: SERVERS, user: 'integrator', pass: PASSWORD, inboxPrefix: '_INBOX_integrator' });
const facts: Fact[] = [];
const reader = new FactReader({
  jetstream: nats.jetstream(),
  durable: 'integrator',
  store: new MemoryStore(),
  patienceMs: 1_000,
  apply: (fact) => void facts.push(fact),
});
const chat = new ChatClient({ endpoints: [ENDPOINT], widgetId: WIDGET, WebSocket, origin: ORIGIN });
const { conversationId, created } = await chat.start({ name: 'Mia' });
const { seq } = await chat.send('words of a stranger');
const mine = () => facts.filter((fact) => fact.subject === conversationId && fact.family === 'session');
while (mine().length < 2) await new Promise((resolve) => setImmediate(resolve));
await chat.endChat();
chat.leave();
await reader.close();
await nats.close();
const sent = mine().find((fact) => fact.type === 'rejoin.v1.MessageSent');
const names = CustomerFrame.options.length;
console.log(JSON.stringify({ created, seq, told: mine().slice(0, 2).map(({ type }) => type), sent: sent?.data, names }));
`;

const factsApart = `
import type { Fact } from '@rejoin/events';
export function agentOf(fact: Fact): string | null {
  if (fact.type === 'rejoin.v1.AgentAssigned') return fact.data.agentId;
  // @ts-expect-error a return has no agent
  if (fact.type === 'rejoin.v1.CustomerReconnected') return fact.data.agentId;
  return null;
}
`;

/** The programs in a README. */
const programsOf = async (name: string) =>
  [...(await readmeOf(name)).matchAll(/```ts\n([^]*?)```/g)].map(([, program = '']) => program);

describe('what is published to npm, installed into an empty folder', () => {
  const world = inAWorld();
  let consumer: Consumer;

  beforeAll(async () => {
    consumer = await Consumer.open();
  });
  afterAll(() => consumer.close());

  it.each(packages)('passes publint and Are the Types Wrong: %s', async (name) => {
    expect(await consumer.tool('publint', 'run', '--strict', `dist/packages/${name}`)).toBe('');
    expect(await consumer.tool('attw', '--no-definitely-typed', consumer.tarballOf(name))).toBe('');
  });

  it('is refused by these tools when it is wrong', async () => {
    const exports = { '.': { types: './index.d.ts', default: './index.cjs' } };
    const wrong = { name: 'wrong', version: '1.0.0', type: 'module', main: './none.cjs', exports };
    const folder = await consumer.folderWith('wrong', {
      'package.json': JSON.stringify(wrong),
      'index.cjs': 'module.exports = {};',
      'index.d.ts': 'export {};',
    });
    expect(await consumer.tool('publint', 'run', '--strict', folder)).toContain('none.cjs');
    const [tarball = ''] = await consumer.pack([folder]);
    expect(await consumer.tool('attw', '--no-definitely-typed', tarball)).toContain('CommonJS');
  });

  it.each(packages)(
    'has the version of the product, its licence, its changes and its README: %s',
    async (name) => {
      const has = await consumer.installed(name);
      expect(has.manifest).toMatchObject({
        version: product,
        license: 'Apache-2.0',
        engines: { node: '>=20.19.0' },
      });
      expect(has.files).toEqual(
        expect.arrayContaining(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json']),
      );
    },
  );

  it.each(['client', 'events', 'widget'])(
    'names no schema library in its types or code: %s',
    async (name) => {
      const { texts } = await consumer.installed(name);
      expect(texts).not.toMatch(/\bzod\b|@rejoin\/contracts/);
    },
  );

  it('has a client that a browser can load without a build', async () => {
    const { texts } = await consumer.installed('client');
    const asked = [...texts.matchAll(/(?:from|import|require)\s*\(?\s*["']([^"']+)["']/g)].map(
      ([, what = '']) => what,
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((what) => !what.startsWith('./'))).toEqual([]);
  });

  it.each(['node16', 'bundler'] as const)(
    'has types for strict projects that resolve by %s',
    async (resolution) => {
      const programs = new Map([
        ['program.mts', chatAndFacts],
        ['apart.mts', factsApart],
      ]);
      for (const name of packages)
        for (const [index, program] of (await programsOf(name)).entries())
          programs.set(`readme-of-${name}-${index}.mts`, program);
      expect(programs.size).toBeGreaterThan(10);
      for (const [file, program] of programs) await consumer.write(file, program);
      await consumer.write('wrong.mts', chatAndFacts.replace('widgetId: WIDGET', 'widgetId: 7'));
      const problems = await consumer.problemsOf([...programs.keys(), 'wrong.mts'], resolution);
      // Lines that begin with a space explain the error before them.
      expect(problems.split(/\n(?! )/).filter((line) => line !== '')).toEqual([
        expect.stringMatching(/^wrong[.]mts.*TS2322/),
      ]);
    },
  );

  it('opens a chat at a real gateway and reads its facts', async () => {
    const shop = await world().shop();
    const { host, password } = new URL(world().system.nats.urlOf('integrator'));
    await consumer.write('program.mts', chatAndFacts);
    const said = await consumer.node([await consumer.build('program.mts')], {
      ENDPOINT: world().system.gateways[0]?.url ?? '',
      WIDGET: shop.name,
      ORIGIN: origin,
      SERVERS: host,
      PASSWORD: decodeURIComponent(password),
    });
    expect(JSON.parse(said)).toMatchObject({
      created: true,
      told: ['rejoin.v1.ConversationStarted', 'rejoin.v1.MessageSent'],
      sent: { sender: 'customer' },
    });
    expect(said).not.toContain('stranger');
  });

  it('can be required by CommonJS, too', async () => {
    const names = await consumer.node([
      '--input-type=commonjs',
      '-e',
      `const all = { ...require('@rejoin/client'), ...require('@rejoin/events'), ...require('@rejoin/contracts') };
       new all.FactReader({ streams: [] }).close();
       console.log(new all.ChatClient({ endpoints: ['http://x'], widgetId: 'w' }).status.phase, Object.keys(all).length)`,
    ]);
    expect(names).toMatch(/^idle \d{2,}/);
  });

  it.each([
    ['client', ['ChatClient', 'AgentClient', 'HistoryClient', 'QuickReplyClient', 'SupervisorClient']],
    ['events', ['FactReader']],
  ])('has an example of every public method: %s', async (name, classes) => {
    const members = await consumer.membersOf(name, classes);
    expect(members.length).toBeGreaterThanOrEqual(classes.length);
    const examples = (await programsOf(name)).join('\n');
    expect(members.filter((member) => !new RegExp(`\\b\\w+\\.${member}\\b`).test(examples))).toEqual([]);
  });
});
