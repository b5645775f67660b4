import { eventually } from '@rejoin/testing';
import { TidyWebhooks } from '../use-cases/tidy-webhooks';
import {
  act,
  admin,
  change,
  config,
  conversation,
  create,
  log,
  others,
  query,
  read,
  receiver,
  settings,
} from '../webhook-shop.fixture';
import { with200, withStatus } from '../webhook.fixture';

describe('the delivery log of a webhook', () => {
  it('is switched off when too many events wait for it, and its log is kept for the configured time', async () => {
    const tidy = (most: number) => config.service.app.get(TidyWebhooks).run(most);
    receiver.answer = withStatus(500);
    const hook = await create();
    const one = conversation();
    for (let i = 0; i < 6; i++) await others.tell(one);
    await eventually(async () => expect(await log(hook)).toHaveLength(6));
    await eventually(async () => expect((await log(hook))[5]).toMatchObject({ attempts: 1 }));
    await tidy(6);
    expect((await read(hook.id)).body).toMatchObject({ active: true });
    await tidy(5);
    const off = await read(hook.id);
    expect(off.body).toMatchObject({ active: false, offBecause: 'queue-full', waiting: 6 });

    const age = (days: number) =>
      query(
        `update webhook_deliveries set recorded_at = clock_timestamp() - make_interval(days => $2)
         where webhook_id = $1`,
        [hook.id, days],
      );
    await query(
      `update webhook_deliveries set state = 'dead' where seq = (select min(seq) from webhook_deliveries where webhook_id = $1)`,
      [hook.id],
    );
    await query(`update webhook_lanes set parked = true where webhook_id = $1`, [hook.id]);
    await age(29);
    await tidy(100);
    expect(await log(hook)).toHaveLength(6);
    await query(
      `update webhook_deliveries set recorded_at = clock_timestamp() - interval '31 d' where webhook_id = $1 and state = 'dead'`,
      [hook.id],
    );
    await tidy(100);
    expect(await log(hook)).toHaveLength(5);
    receiver.answer = with200;
    await change(hook.id, off.etag ?? '', settings());
    await eventually(() => expect(receiver.versionsOf(one).slice(-5)).toEqual([2, 3, 4, 5, 6]));
    await eventually(async () => expect((await read(hook.id)).body).toMatchObject({ waiting: 0 }));
    await age(6);
    await tidy(100);
    expect(await log(hook)).toHaveLength(5);
    await age(8);
    await tidy(100);
    expect(await log(hook)).toEqual([]);
  });

  it('has all its dead letters redelivered, a few conversations at a time', async () => {
    const hook = await create({ active: false });
    // In one statement: a lane that is parked behind no dead letter is released.
    await query(
      `with lanes as (
         insert into webhook_lanes (org, webhook_id, subject, due_at, parked)
         select 'default', $1, 'dead-' || n, clock_timestamp(), true from generate_series(1, 250) as n returning *)
       insert into webhook_deliveries (org, webhook_id, event_id, subject, type, recorded_at, payload, state)
       select org, webhook_id, gen_random_uuid(), subject, 'MessageSent', clock_timestamp(), '{}', 'dead' from lanes`,
      [hook.id],
    );
    expect((await act(`${hook.id}/redeliver`)).body).toEqual({ redelivered: 250 });
    const changedBy = await query<{ lanes: number }>(
      `select count(*) as lanes from webhook_lanes where webhook_id = $1 and not parked group by xmin::text
       order by lanes`,
      [hook.id],
    );
    expect(changedBy.map(({ lanes }) => lanes)).toEqual([50, 100, 100]);
    expect((await read(hook.id)).body).toMatchObject({ deadLetters: 0, waiting: 250 });
    const audited = await config.call('GET', `/v1/audit-log?what=webhook&id=${hook.id}`, { token: admin });
    expect(audited.body['items']).toMatchObject([{ action: 'redelivered' }, { action: 'created' }]);
    expect((await act(`${hook.id}/redeliver`)).body).toEqual({ redelivered: 0 });
  });

  it('has its log tidied in batches, through indexes', async () => {
    const tidy = () => config.service.app.get(TidyWebhooks).run(50_000);
    const hook = await create({ active: false });
    await query(
      `insert into webhook_deliveries (org, webhook_id, event_id, subject, type, recorded_at, payload, state)
       select 'default', $1, gen_random_uuid(), 'old', 'rejoin.v1.MessageSent', clock_timestamp() - interval '8 d', '{}', 'delivered'
       from generate_series(1, 5001)`,
      [hook.id],
    );
    await query(
      `insert into webhook_positions (aggregate, applied, changed_at) values ('session/old', 1, clock_timestamp() - interval '31 d')`,
    );
    expect(await tidy()).toBe(true);
    expect(await log(hook)).toHaveLength(1);
    expect(await query(`select from webhook_positions where aggregate = 'session/old'`)).toEqual([]);
    expect(await tidy()).toBe(false);
    expect(await log(hook)).toEqual([]);

    const plans = await config.service.parts.database.transaction(async (tx) => {
      tx.write('set local enable_seqscan = off');
      const parked = await tx.query(`explain select from webhook_lanes where parked`);
      const old = await tx.query(
        `explain select from webhook_positions where changed_at < clock_timestamp() - interval '30 d' order by changed_at limit 5`,
      );
      return JSON.stringify([parked, old]);
    });
    expect(plans).toContain('webhook_lanes_parked');
    expect(plans).toContain('webhook_positions_changed');
  });

  it('is tidied although a step fails', async () => {
    const hook = await create({ active: false });
    await query(
      `insert into webhook_deliveries (org, webhook_id, event_id, subject, type, recorded_at, payload, state)
       values ('default', $1, gen_random_uuid(), 'old', 'rejoin.v1.MessageSent', clock_timestamp() - interval '8 d', '{}', 'delivered')`,
      [hook.id],
    );
    const isParked = async () => {
      const [lane] = await query<{ parked: boolean }>(
        `select parked from webhook_lanes where webhook_id = $1 and subject = 'behind nothing'`,
        [hook.id],
      );
      return lane?.parked;
    };
    await query(
      `insert into webhook_lanes (org, webhook_id, subject, due_at, parked)
       values ('default', $1, 'behind nothing', clock_timestamp(), true)`,
      [hook.id],
    );
    const tooMany = Number.NaN;
    await expect(config.service.app.get(TidyWebhooks).run(tooMany)).rejects.toThrow(/have failed/);
    // The first step has deleted, and the one behind the step that failed has released the lane.
    expect(await log(hook)).toEqual([]);
    expect(await isParked()).toBe(false);
  });

  it('is switched off with a full queue although another one cannot be', async () => {
    const [broken, full] = [await create({ active: false }), await create({ active: false })];
    await query(
      `insert into webhook_deliveries (org, webhook_id, event_id, subject, type, recorded_at, payload, state)
       select 'default', id, gen_random_uuid(), 'full', 'rejoin.v1.MessageSent', clock_timestamp(), '{}', 'waiting'
       from webhooks, generate_series(1, 2) where id in ($1, $2)`,
      [broken.id, full.id],
    );
    await query(`update webhooks set active = true where id in ($1, $2)`, [broken.id, full.id]);
    await query(
      `create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$;
       create trigger refuse before update on webhooks for each row when (old.id = '${broken.id}') execute function refuse()`,
    );
    try {
      await expect(config.service.app.get(TidyWebhooks).run(1)).rejects.toThrow(/have failed/);
      expect((await read(broken.id)).body).toMatchObject({ active: true });
      expect((await read(full.id)).body).toMatchObject({ active: false, offBecause: 'queue-full' });
    } finally {
      await query(`drop trigger refuse on webhooks; drop function refuse()`);
    }
  });

  it('is not switched off for dead letters and the events behind them', async () => {
    const tidy = (most: number) => config.service.app.get(TidyWebhooks).run(most);
    receiver.answer = withStatus(500);
    const hook = await create();
    const one = conversation();
    for (let i = 0; i < 6; i++) await others.tell(one);
    await eventually(async () => expect((await log(hook))[5]).toMatchObject({ attempts: 1 }));
    await query(
      `update webhook_deliveries set state = 'dead' where seq = (select min(seq) from webhook_deliveries where webhook_id = $1)`,
      [hook.id],
    );
    await query(`update webhook_lanes set parked = true, claim = null where webhook_id = $1`, [hook.id]);
    await tidy(1);
    expect((await read(hook.id)).body).toMatchObject({ active: true, waiting: 6, deadLetters: 1 });
    await query(`update webhook_lanes set parked = false, due_at = 'infinity' where webhook_id = $1`, [
      hook.id,
    ]);
    await tidy(1);
    expect((await read(hook.id)).body).toMatchObject({ active: false, offBecause: 'queue-full' });
  });

  it('has waiting events and dead letters discarded by an administrator, and gets later events', async () => {
    receiver.answer = withStatus(500);
    const hook = await create();
    const [one, two, three] = [conversation(), conversation(), conversation()];
    for (const subject of [one, one, two]) await others.tell(subject);
    await eventually(async () =>
      expect((await log(hook)).filter(({ attempts }) => attempts === 1)).toHaveLength(2),
    );
    await query(
      `with dead as (update webhook_deliveries set state = 'dead' where webhook_id = $1 and attempts = 1 and subject = $2)
       update webhook_lanes set parked = true, claim = null where webhook_id = $1 and subject = $2`,
      [hook.id, one],
    );
    expect((await act(`${hook.id}/discard`)).body).toEqual({ discarded: 3 });
    expect(await log(hook)).toEqual([]);
    expect(await query('select from webhook_lanes where webhook_id = $1', [hook.id])).toEqual([]);
    receiver.answer = with200;
    for (const subject of [one, three]) await others.tell(subject);
    await eventually(() => expect(receiver.versionsOf(three)).toEqual([1]));
    await eventually(() => expect(receiver.versionsOf(one)).toEqual([1, 3]));
    const audited = await config.call('GET', `/v1/audit-log?what=webhook&id=${hook.id}`, { token: admin });
    expect(audited.body['items']).toMatchObject([{ action: 'discarded' }, { action: 'created' }]);
    expect(await act('unknown/discard')).toMatchObject({ status: 404 });
  });

  it('has one dead letter discarded, and gets the events behind it', async () => {
    receiver.answer = withStatus(500);
    const hook = await create();
    const [one, two] = [conversation(), conversation()];
    for (const subject of [one, one, two]) await others.tell(subject);
    await eventually(async () =>
      expect((await log(hook)).filter(({ attempts }) => attempts === 1)).toHaveLength(2),
    );
    await query(
      `with dead as (update webhook_deliveries set state = 'dead' where webhook_id = $1 and attempts = 1)
       update webhook_lanes set parked = true, claim = null where webhook_id = $1`,
      [hook.id],
    );
    receiver.answer = with200;
    const dead = await log(hook, '&state=dead');
    const ofOne = dead.find(({ subject }) => subject === one);
    const next = (await log(hook)).find(({ isBehindDeadLetter }) => isBehindDeadLetter);
    expect(await act(`${hook.id}/discard`, { deliveryId: next?.deliveryId })).toMatchObject({
      status: 404,
    });
    expect((await act(`${hook.id}/discard`, { deliveryId: ofOne?.deliveryId })).body).toEqual({
      discarded: 1,
    });
    await eventually(() => expect(receiver.versionsOf(one)).toEqual([1, 2]));
    expect(receiver.versionsOf(two)).toEqual([1]);
    expect((await read(hook.id)).body).toMatchObject({ waiting: 1, deadLetters: 1 });
    expect(await act(`${hook.id}/discard`, { deliveryId: ofOne?.deliveryId })).toMatchObject({ status: 404 });
    const last = dead.find(({ subject }) => subject === two);
    await act(`${hook.id}/discard`, { deliveryId: last?.deliveryId });
    await eventually(async () =>
      expect(await query('select from webhook_lanes where webhook_id = $1', [hook.id])).toEqual([]),
    );
    const audited = await config.call('GET', `/v1/audit-log?what=webhook&id=${hook.id}`, { token: admin });
    expect(audited.body['items']).toMatchObject([
      { action: 'discarded', old: { deliveryId: last?.deliveryId, subject: two } },
      { action: 'discarded', old: { deliveryId: ofOne?.deliveryId, subject: one } },
      { action: 'created' },
    ]);
  });
});
