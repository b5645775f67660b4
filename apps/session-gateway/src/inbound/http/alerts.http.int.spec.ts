import {
  Alerts,
  availableAgents,
  noThresholds,
  queueLoads,
  type AlertThresholds,
  type Role,
} from '@rejoin/contracts';
import { instant, newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { GatewayFixture } from '../../gateway.fixture';
import { ReportStore } from '../../store/report.store';
import { CheckAlerts } from '../../use-cases/check-alerts';

describe('the alerts of supervisors', () => {
  let gateway: GatewayFixture;
  let workstreamId: string;
  let load = { waiting: 0, oldestSeconds: 0 };
  let agents = 1;
  let isRoutingThere = true;

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    await gateway.routing.answer(queueLoads, ({ workstreamIds }) => {
      if (!isRoutingThere) return { refused: 'unavailable' };
      return {
        queues: workstreamIds.map((id) => ({
          workstreamId: id,
          waiting: id === workstreamId ? load.waiting : 0,
          oldestWaitingSince:
            load.oldestSeconds === 0 ? null : instant(Date.now() - load.oldestSeconds * 1000),
          parked: 0,
        })),
      };
    });
    await gateway.routing.answer(availableAgents, ({ workstreamIds }) => ({
      workstreams: workstreamIds.map((id) => ({ workstreamId: id, agents })),
    }));
  });
  afterAll(() => gateway.stop());
  beforeEach(async () => {
    [load, agents, isRoutingThere] = [{ waiting: 0, oldestSeconds: 0 }, 1, true];
    // The job of the gateway leaves the checks to the tests.
    await gateway.database.query(`delete from alert_checks`);
    await gateway.database.query(`delete from alert_thresholds`);
    await gateway.database.query(`delete from alerts`);
    workstreamId = newId();
    await gateway.changeWorkstream(workstreamId, { name: 'Sales' });
  });

  const request = async (
    method: string,
    path: string,
    body?: object,
    who: { role?: Role; org?: string } = {},
  ) => {
    const { role = 'supervisor', org = 'default' } = who;
    const token = await gateway.token({ roles: [role], accountId: 'sue', org });
    return gateway.http(method, `/v1/supervisor/${path}`, {
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }),
    });
  };
  const path = (id = workstreamId) => `workstreams/${id}/alert-thresholds`;
  const set = async (thresholds: Partial<AlertThresholds>, version = 0) => {
    const body = { version, thresholds: { ...noThresholds, ...thresholds } };
    const { status, json } = await request('POST', path(), body);
    return [status, status === 200 ? json['version'] : json['name']];
  };
  const list = async (who = {}) => Alerts.parse((await request('GET', 'alerts', undefined, who)).json).alerts;
  const lastCheckedAt = (at: string) =>
    gateway.database.query(`insert into alert_checks (checked_at) values ($1)`, [at]);
  const check = () => gateway.replica().app.get(CheckAlerts).check();

  it('are raised once for each crossing, for every supervisor, and end when it is over', async () => {
    await set({ waiting: 5 });
    load = { waiting: 5, oldestSeconds: 10 };
    await check();
    const [first, ...others] = await list();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      workstreamId,
      workstreamName: 'Sales',
      kind: 'waiting',
      value: 5,
      threshold: 5,
    });
    load.waiting = 7;
    await check();
    expect(await list({ role: 'administrator' })).toEqual([{ ...first, value: 7 }]);
    load.waiting = 3;
    await check();
    expect(await list()).toEqual([]);
    load.waiting = 6;
    await check();
    const [again] = await list();
    expect(Date.parse(again?.raisedAt ?? '')).toBeGreaterThan(Date.parse(first?.raisedAt ?? ''));
  });

  it.each(['-infinity', 'infinity'])(
    'are raised by the job of the gateway, after a check at %s',
    async (at) => {
      load = { waiting: 1, oldestSeconds: 61 };
      await lastCheckedAt(at);
      await set({ longestWaitSeconds: 60 });
      await eventually(async () => (await list()).some(({ kind }) => kind === 'longest-wait'));
    },
  );

  it('are checked by one gateway at a time', async () => {
    const checks = gateway.replica().app.get(CheckAlerts);
    await set({ waiting: 1 });
    load.waiting = 2;
    await checks.run();
    expect(await list()).toEqual([]);
    await lastCheckedAt('-infinity');
    await checks.run();
    await eventually(async () => (await list()).length === 1);
  });

  it('have no available agent, disconnected customers and the service level of today as reasons', async () => {
    await set({ noAgent: true, disconnected: 1, serviceLevelPercent: 80, withinSeconds: 1 });
    agents = 0;
    const widgetId = await gateway.widget({ workstreamId });
    const { conversationId } = await gateway.customer(widgetId);
    await gateway.database.query(
      `update conversations set session = session || '{"status":"away"}', started_at = started_at - interval '2 s'
       where id = $1`,
      [conversationId],
    );
    await check();
    const kinds = async () => (await list()).map(({ kind }) => kind).sort();
    // Shortly after midnight, the conversation was started yesterday.
    expect(await kinds()).toEqual(expect.arrayContaining(['disconnected', 'no-agent']));
    agents = 1;
    await gateway.database.query(
      `update conversations set session = session || '{"status":"live"}' where id = $1`,
      [conversationId],
    );
    await check();
    expect(await kinds()).not.toEqual(expect.arrayContaining(['no-agent']));
    expect(await kinds()).not.toEqual(expect.arrayContaining(['disconnected']));
  });

  it.each([
    ['cannot be checked', new Error('cannot be counted')],
    [
      'takes too long to count',
      Object.assign(new Error('canceling statement: cannot be counted in time'), { code: '57014' }),
    ],
  ])('are raised although another workstream %s', async (_, error) => {
    await set({ serviceLevelPercent: 80 });
    const broken = jest
      .spyOn(gateway.replica().app.get(ReportStore), 'serviceLevel')
      .mockRejectedValue(error);
    workstreamId = newId();
    await gateway.changeWorkstream(workstreamId, { name: 'Support' });
    await set({ waiting: 5 });
    load.waiting = 5;
    await expect(check()).rejects.toThrow('cannot be counted');
    broken.mockRestore();
    expect(await list()).toMatchObject([{ workstreamId, kind: 'waiting' }]);
  });

  it('stay while routing does not answer, and end when their threshold is removed', async () => {
    await set({ waiting: 5 });
    load.waiting = 5;
    await check();
    isRoutingThere = false;
    load.waiting = 0;
    await check();
    expect(await list()).toHaveLength(1);
    await set({}, 1);
    await check();
    expect(await list()).toEqual([]);
  });

  it('have thresholds that two supervisors do not overwrite unseen', async () => {
    expect((await request('GET', path())).json).toEqual({
      workstreamId,
      version: 0,
      thresholds: noThresholds,
    });
    expect(await set({ waiting: 5 })).toEqual([200, 1]);
    expect(await set({ waiting: 6 })).toEqual([412, 'version-conflict']);
    expect(await set({ waiting: 7 }, 5)).toEqual([412, 'version-conflict']);
    expect(await set({ waiting: 8 }, 1)).toEqual([200, 2]);
    expect((await request('GET', path())).json).toMatchObject({ version: 2, thresholds: { waiting: 8 } });
  });

  it('are not for agents, other organisations and unknown workstreams', async () => {
    await set({ waiting: 1 });
    load.waiting = 1;
    await check();
    expect(await list({ org: 'other' })).toEqual([]);
    const body = { version: 0, thresholds: noThresholds };
    for (const [method, to, sent] of [
      ['GET', 'alerts', undefined],
      ['GET', path(), undefined],
      ['POST', path(), body],
    ] as const)
      expect((await request(method, to, sent, { role: 'agent' })).json['name']).toBe('forbidden');
    expect((await request('GET', path(newId()))).json['name']).toBe('not-found');
    expect((await request('POST', path(newId()), body)).json['name']).toBe('not-found');
  });

  it.each([
    ['waiting', 0],
    ['waiting', 10_001],
    ['serviceLevelPercent', 101],
    ['longestWaitSeconds', 1.5],
    ['withinSeconds', null],
  ])('refuse the threshold %s of %s', async (field, value) => {
    const { status, json } = await request('POST', path(), {
      version: 0,
      thresholds: { ...noThresholds, [field]: value },
    });
    expect([status, json['name']]).toEqual([400, 'invalid']);
    expect(json['errors']).toMatchObject([{ field: `/thresholds/${field}` }]);
  });
});
