import { projectFolder } from '@rejoin/servers';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPrometheus, folder, promtool, rulesFile } from './prometheus';

const programs = findPrometheus();
const alarms = [...readFileSync(rulesFile, 'utf8').matchAll(/^ +- alert: (\w+)$/gm)].map(([, name]) => name);

/** The values of a series, one every 15 s, in the notation of promtool. */
type SeriesOf = Readonly<Record<string, string>>;

/** The series of a system in which everything works. */
const healthy: SeriesOf = {
  'up{job="session-gateway",instance="a"}': '1x80',
  'up{job="session-gateway",instance="b"}': '1x80',
  'up{job="config",instance="a"}': '1x80',
  'up{job="routing",instance="a"}': '1x80',
  'up{job="reconnection-timer",instance="a"}': '1x80',
  'rejoin_dependency_up{job="routing",instance="a",dependency="postgres"}': '1x80',
  'rejoin_dependency_up{job="routing",instance="a",dependency="nats"}': '1x80',
  'rejoin_sockets{job="session-gateway",instance="a",side="customer"}': '1000x80',
};
const lateness = (late: string): SeriesOf => ({
  'rejoin_deadline_lateness_seconds_bucket{le="1"}': '0+100x80',
  'rejoin_deadline_lateness_seconds_bucket{le="5"}': late,
  'rejoin_deadline_lateness_seconds_bucket{le="+Inf"}': late,
});
const frames = (slow: string): SeriesOf => ({
  'rejoin_frame_seconds_bucket{frame="send",le="1"}': '0+100x80',
  'rejoin_frame_seconds_bucket{frame="send",le="10"}': slow,
  'rejoin_frame_seconds_bucket{frame="send",le="+Inf"}': slow,
});
const returns = (outcome: string, some: string, others: string): SeriesOf => ({
  [`rejoin_returns_total{way="resume",outcome="${outcome}"}`]: some,
  'rejoin_returns_total{way="resume",outcome="returned"}': others,
});
const job = (outcome: string, values: string): SeriesOf => ({
  [`rejoin_job_runs_total{job="routing",exported_job="queues",outcome="${outcome}"}`]: values,
});
const down = (dependency: string, values: string): SeriesOf => ({
  [`rejoin_dependency_up{job="routing",instance="a",dependency="${dependency}"}`]: values,
});
const breaks = (values: string): SeriesOf => ({
  'rejoin_socket_disconnects_total{side="customer",reason="broken"}': values,
});

/**
 * For each alarm, series that make it alone fire after ten minutes or more, and similar series that leave it
 * silent.
 */
const causes: Readonly<Record<string, { fires: SeriesOf; silent: SeriesOf; minutes?: number }>> = {
  RejoinServiceGone: {
    fires: { 'up{job="config",instance="a"}': '1x30 0x50' },
    silent: { 'up{job="config",instance="a"}': '1x39 0 1x40' },
  },
  RejoinGatewayMissing: {
    fires: { 'up{job="session-gateway",instance="b"}': '1x10 _x70' },
    silent: { 'up{job="session-gateway",instance="b"}': '1x35 _x45' },
    minutes: 15,
  },
  RejoinPostgresDown: { fires: down('postgres', '1x30 0x50'), silent: down('postgres', '1x39 0 1x40') },
  RejoinNatsDown: { fires: down('nats', '1x30 0x50'), silent: down('nats', '1x39 0 1x40') },
  RejoinFactsNotPublished: {
    fires: { 'rejoin_outbox_oldest_seconds{job="routing"}': '0x10 0+15x70' },
    silent: { 'rejoin_outbox_oldest_seconds{job="routing"}': '29x80' },
  },
  RejoinFactParked: {
    fires: { 'rejoin_parked_facts{job="routing",instance="a"}': '0x30 1x50' },
    silent: { 'rejoin_parked_facts{job="routing",instance="a"}': '0x39 1 0x40' },
  },
  RejoinFactsRepublished: {
    fires: { 'rejoin_facts_republished_total{job="routing"}': '0x20 3x60' },
    silent: { 'rejoin_facts_republished_total{job="routing"}': '3x80' },
  },
  RejoinDeadlinesLate: { fires: lateness('0+110x80'), silent: lateness('0+100x80') },
  RejoinReturnsUnavailable: {
    fires: returns('unavailable', '0+10x80', '0+100x80'),
    silent: returns('unavailable', '0+4x80', '0+100x80'),
  },
  RejoinReturnsTooLate: {
    fires: returns('window-expired', '0+50x80', '0+100x80'),
    silent: returns('window-expired', '0+40x80', '0+100x80'),
    minutes: 19,
  },
  RejoinConnectionsBreak: { fires: breaks('0+50x80'), silent: breaks('0+25x80') },
  RejoinFramesSlow: { fires: frames('0+110x80'), silent: frames('0+100x80') },
  RejoinQueueWaits: {
    fires: { rejoin_routing_queue_oldest_seconds: '901x80' },
    silent: { rejoin_routing_queue_oldest_seconds: '900x80' },
  },
  RejoinConnectionsToPostgresExhausted: {
    fires: { 'rejoin_sql_connection_waits{job="routing",instance="a"}': '5x80' },
    silent: {
      'rejoin_sql_connection_waits{job="routing",instance="a"}': '5 0 5 5 0 5 5 0 5 5 0 5x28 0 5 0 5x40',
    },
  },
  RejoinEventLoopBlocked: {
    fires: { 'nodejs_eventloop_lag_p99_seconds{job="routing",instance="a"}': '0.6x80' },
    silent: { 'nodejs_eventloop_lag_p99_seconds{job="routing",instance="a"}': '0.4x80' },
  },
  RejoinJobFails: { fires: job('failed', '0+5x80'), silent: job('failed', '0+1x80') },
  RejoinRetentionBehind: {
    fires: { 'rejoin_retention_overdue_seconds{job="session-gateway",data="transcripts"}': '86401x80' },
    silent: { 'rejoin_retention_overdue_seconds{job="session-gateway",data="transcripts"}': '86400x80' },
  },
  RejoinJobHangs: { fires: job('hung', '0x30 1x50'), silent: job('hung', '1x80') },
  RejoinClockDiffers: {
    fires: { 'rejoin_clock_difference_seconds{job="routing",instance="a"}': '-0.3x80' },
    silent: { 'rejoin_clock_difference_seconds{job="routing",instance="a"}': '-0.2x80' },
  },
  RejoinWebhookDeadLetters: {
    fires: { 'rejoin_webhook_dead_letters{job="config"}': '1x80' },
    silent: { 'rejoin_webhook_dead_letters{job="config"}': '0x80' },
  },
  RejoinWebhooksWait: {
    fires: { 'rejoin_webhook_waiting_events{job="config"}': '1001x80' },
    silent: { 'rejoin_webhook_waiting_events{job="config"}': '1000x80' },
    minutes: 15,
  },
};

(programs ? describe : describe.skip)('the rules of Prometheus', () => {
  if (!programs) return;
  let work: string;
  beforeAll(() => (work = mkdtempSync(join(tmpdir(), 'rejoin-rules-'))));
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  /** Fails unless exactly these alarms fire at that time. */
  const expectFiring = (series: SeriesOf, minutes: number, firing: readonly string[]) => {
    const tests = {
      rule_files: [rulesFile],
      evaluation_interval: '15s',
      tests: [
        {
          interval: '15s',
          input_series: Object.entries({ ...healthy, ...series }).map(([name, values]) => ({
            series: name,
            values,
          })),
          promql_expr_test: [
            {
              expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
              eval_time: `${minutes}m`,
              exp_samples: firing.map((alertname) => ({ labels: `{alertname="${alertname}"}`, value: 1 })),
            },
          ],
        },
      ],
    };
    const file = join(work, 'test.json');
    writeFileSync(file, JSON.stringify(tests));
    promtool(programs, ['test', 'rules', file]);
  };

  it('are well formed, as is the configuration that names them', () => {
    promtool(programs, ['check', 'rules', rulesFile]);
    promtool(programs, ['check', 'config', '--syntax-only', join(folder, 'prometheus.yml')]);
    expect(() => promtool(programs, ['check', 'rules', join(folder, 'prometheus.yml')])).toThrow();
  });

  it('are all tested here', () => {
    expect(Object.keys(causes).sort()).toEqual([...alarms].sort());
  });

  it('are silent while everything works', () => {
    expectFiring({}, 10, []);
  });

  it.each(Object.entries(causes))(
    'fire for %s, alone, when its cause is present',
    (alarm, { fires, minutes = 10 }) => {
      expectFiring(fires, minutes, [alarm]);
    },
  );

  it.each(Object.entries(causes))('leave %s silent in a similar situation', (_, { silent, minutes = 10 }) => {
    expectFiring(silent, minutes, []);
  });

  it('use only metrics that the sources declare', () => {
    const asked = [...readFileSync(rulesFile, 'utf8').matchAll(/rejoin_[a-z_]+/g)].map(([name]) => name);
    const declared = declaredFigures();
    expect(asked.map((name) => name.replace(/_bucket$/, '')).filter((name) => !declared.has(name))).toEqual(
      [],
    );
  });
});

/** The names in the files in which metrics are declared. */
function declaredFigures(): ReadonlySet<string> {
  const root = projectFolder();
  const files = [
    ...['config', 'reconnection-timer', 'routing', 'session-gateway'].map(
      (app) => `apps/${app}/src/outbound/figures.metrics.ts`,
    ),
    ...['messaging', 'persistence', 'service'].map((lib) => `libs/${lib}/src/${lib}-figures.ts`),
  ];
  const texts = files.map((file) => readFileSync(join(root, file), 'utf8'));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/'(rejoin_[a-z_]+)'/g)].map(([, name = '']) => name)),
  );
}
