import { subjectOf } from '@rejoin/contracts';
import { projectFolder } from '@rejoin/servers';
import { eventually } from '@rejoin/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Agent, Served } from '../journeys/people';
import { inAWorldOfItsOwn } from '../journeys/world';
import { connectTo } from '../../tools/portal/connect-to';
import { findPrometheus, folder, Prometheus, promtool } from './prometheus';

const programs = findPrometheus();
/** The alarms need half a minute or more until they fire. */
const patience = { timeout: 120_000, interval: 500 };
jest.setTimeout(300_000);

(programs ? describe : describe.skip)('a real Prometheus over a real system', () => {
  if (!programs) return;
  const world = inAWorldOfItsOwn();
  let prometheus: Prometheus;
  let anna: Agent;
  let mia: Served;

  beforeAll(async () => {
    const { gateways, config, routing, timer } = world().system;
    prometheus = await Prometheus.start(programs, {
      'session-gateway': gateways.map(({ opsUrl }) => opsUrl),
      config: [config.opsUrl],
      routing: [routing.opsUrl],
      'reconnection-timer': [timer.opsUrl],
    });
    const shop = await world().shop();
    anna = await world().agent(shop, 'anna', { maxUnits: 5 });
    mia = await world().served(shop, anna);
    await mia.chat.send('a word');
    mia.cutter.cut();
    await eventually(() =>
      expect(anna.desk.conversation(mia.conversationId)?.snapshot?.window).not.toBeNull(),
    );
    mia.cutter.restore();
    await eventually(() => expect(mia.reconnected).toHaveLength(1));

    await world().timedOut();
  });
  afterAll(async () => prometheus.stop());

  const firing = (...names: string[]) =>
    eventually(async () => expect(await prometheus.firing()).toEqual(names.sort()), patience);
  const silent = () => firing();

  it('reads every process, and is silent while everything works', async () => {
    await eventually(async () => expect(await valueOf('sum(up)')).toBe(5), patience);
    await eventually(
      async () => expect(await valueOf('min(count_over_time(up[5m]))')).toBeGreaterThan(20),
      patience,
    );
    expect(await prometheus.firing()).toEqual([]);
  });

  it('finds no fault in the exposition of each process', async () => {
    const { gateways, config, routing, timer } = world().system;
    for (const { opsUrl } of [...gateways, config, routing, timer]) {
      const text = await (await fetch(`${opsUrl}/metrics`)).text();
      const own = text.split('\n').filter((line) => /^(# (HELP|TYPE) )?rejoin_/.test(line));
      promtool(programs, ['check', 'metrics'], `${own.join('\n')}\n`);
    }
  });

  it.each(queriesOfDashboards())('answers the query of the dashboard: %s', async (_, expression) => {
    const asked = expression.replaceAll('$__rate_interval', '2m').replaceAll('$job', '.*');
    await eventually(async () => expect((await prometheus.query(asked)).length).toBeGreaterThan(0));
  });

  it.each(queriesOfRunbooks())('understands the query of the runbook of %s', async (_, expression) => {
    await expect(prometheus.query(expression)).resolves.toBeDefined();
  });

  it('raises an alarm when a gateway is gone and when a fact cannot be decoded, and only these', async () => {
    const [, gateway] = world().system.gateways;
    const unreadable = 'not-a-conversation';
    const nats = await connectTo(world().system.nats.url);
    const subject = subjectOf('default', 'session', 'ConversationStarted', unreadable);
    await nats.jetstream().publish(subject, 'this is no fact');
    await nats.close();
    await gateway?.kill('SIGKILL');
    await firing('RejoinFactParked', 'RejoinServiceGone');
    expect(alarmsOf(await prometheus.alarms(), 'RejoinServiceGone')).toEqual(['session-gateway']);

    await gateway?.restart();
    for (const schema of ['session_gateway', 'routing', 'reconnection_timer', 'config'])
      await world().sql(`delete from ${schema}.parked_facts where aggregate_id = $1`, [unreadable]);
    await silent();
  });

  it('raises an alarm when NATS is down and when facts wait for it, and only these', async () => {
    await world().system.nats.stop();
    try {
      await mia.chat.send('said while NATS was away');
      await firing('RejoinFactsNotPublished', 'RejoinNatsDown');
      expect(alarmsOf(await prometheus.alarms(), 'RejoinFactsNotPublished')).toEqual(['session-gateway']);
    } finally {
      await world().system.nats.start();
    }
    await silent();
  });

  it('raises an alarm when Postgres became read-only, and only this', async () => {
    const client = new Client({ connectionString: world().system.databases.adminUrl });
    await client.connect();
    try {
      await client.query('set default_transaction_read_only = off');
      const { rows } = await client.query<{ name: string }>('select current_database() as name');
      const name = client.escapeIdentifier(rows[0]?.name ?? '');
      const others = `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`;
      await client.query(`alter database ${name} set default_transaction_read_only = on`);
      await client.query(others);
      try {
        await firing('RejoinPostgresDown');
      } finally {
        await client.query(`alter database ${name} reset default_transaction_read_only`);
        await client.query(others);
      }
    } finally {
      await client.end();
    }
    await silent();
    await eventually(() => mia.chat.send('said when everything worked again'), patience);
  });

  const valueOf = async (expression: string) => Number((await prometheus.query(expression))[0]?.value[1]);
});

/** The services that this alarm is about. */
function alarmsOf(alarms: Awaited<ReturnType<Prometheus['alarms']>>, name: string): (string | undefined)[] {
  const found = alarms.filter(({ labels, state }) => state === 'firing' && labels['alertname'] === name);
  return found.map(({ labels }) => labels['job']);
}

/** Every query of every dashboard, by the title of its panel. */
function queriesOfDashboards(): (readonly [title: string, expression: string])[] {
  const dashboards = join(folder, 'grafana', 'dashboards');
  return readdirSync(dashboards).flatMap((file) => {
    const { panels } = JSON.parse(readFileSync(join(dashboards, file), 'utf8')) as {
      panels: { title: string; targets?: { expr: string }[] }[];
    };
    return panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const));
  });
}

/** The queries of the runbook of each alarm. */
function queriesOfRunbooks(): (readonly [alarm: string, expression: string])[] {
  const pages = join(projectFolder(), 'docs', 'runbooks');
  return readdirSync(pages).flatMap((file) =>
    [...readFileSync(join(pages, file), 'utf8').matchAll(/```promql\n([^]*?)```/g)].map(
      ([, expression = '']) => [file.replace('.md', ''), expression.trim()] as const,
    ),
  );
}
