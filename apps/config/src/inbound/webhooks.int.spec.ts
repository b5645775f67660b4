import { webhookLimits } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import { createHmac } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { startShop, type TestConfig } from '../config.fixture';
import { TidyWebhooks } from '../use-cases/tidy-webhooks';
import { WebhookClock } from './webhook-clock';
import { hanging, Others, Receiver, with200, withStatus, type Received } from '../webhook.fixture';

jest.setTimeout(60_000);

const path = '/v1/webhooks';

interface Hook {
  readonly id: string;
  readonly secret: string;
  readonly etag: string;
}

interface Delivery {
  readonly deliveryId: number;
  readonly eventId: string;
  readonly subject: string;
  readonly state: string;
  readonly isBehindDeadLetter: boolean;
  readonly attempts: number;
  readonly lastAttempt: { status: number | null; error: string | null; ms: number } | null;
}

/** Checks a message by the rules of Standard Webhooks, with code of its own. */
function isSignedBy(secret: string, { headers, body }: Received): boolean {
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const right = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(right);
}

describe('a webhook', () => {
  let config: TestConfig;
  let others: Others;
  let receiver: Receiver;
  const receivers: Receiver[] = [];
  let admin: string;
  let conversations = 0;

  beforeAll(async () => {
    config = await startShop({ REJOIN_WEBHOOK_ALLOWED_HOSTS: 'localhost' });
    others = await Others.start(config.nats);
    admin = await config.tokenOf('admin@shop');
  });
  afterAll(async () => {
    await others.stop();
    await config.stop();
  });
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await query(`update webhooks set active = false`);
    await Promise.all(receivers.splice(0).map((one) => one.stop()));
  });

  const startReceiver = async () => {
    const started = await Receiver.start();
    receivers.push(started);
    return started;
  };
  const query = <Row extends object>(sql: string, values: unknown[] = []) =>
    config.service.parts.database.query<Row>(sql, values);
  /** Makes the next attempts due. */
  const passTime = () =>
    query(`update webhook_lanes set due_at = clock_timestamp() where claim is null and not parked`);
  const settings = (change: object = {}) => ({
    ...{ name: 'CRM', url: receiver.url, eventTypes: [], active: true },
    ...change,
  });
  const create = async (change: object = {}): Promise<Hook> => {
    const answer = await config.call('POST', path, { token: admin, body: settings(change) });
    expect(answer.status).toBe(201);
    const { webhookId, secret } = answer.body;
    return { id: String(webhookId), secret: String(secret), etag: answer.etag ?? '' };
  };
  const change = (address: string, ifMatch: string, body: object) =>
    config.call('PUT', `${path}/${address}`, { token: admin, ifMatch, body });
  const act = (address: string, body: object = {}) =>
    config.call('POST', `${path}/${address}`, { token: admin, body });
  const read = (id: string) => config.call('GET', `${path}/${id}`, { token: admin });
  const log = async ({ id }: Hook, more = '') =>
    (await config.call('GET', `${path}/${id}/deliveries?limit=200${more}`, { token: admin })).body[
      'items'
    ] as Delivery[];
  const conversation = () => `conversation-${++conversations}`;
  /** Makes attempts due without their pauses, until there were this many. */
  const attempted = (count: number, of: Receiver = receiver) =>
    eventually(async () => {
      await passTime();
      return of.received.length >= count;
    });

  it('gets the facts of conversations, signed and in their order, and only once without faults', async () => {
    const hook = await create();
    const one = conversation();
    for (let i = 0; i < 10; i++) await others.tell(one);
    await others.tell(one, 'CapacityHeld', 'routing');
    await eventually(() => expect(receiver.received).toHaveLength(11));
    const session = receiver.received.filter(({ fact }) => fact.type === 'rejoin.v1.MessageSent');
    expect(session.map(({ fact }) => fact.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const received of receiver.received) {
      expect(isSignedBy(hook.secret, received)).toBe(true);
      expect(received.headers['webhook-id']).toBe(received.fact.id);
      expect(received.headers['content-type']).toBe('application/json');
      const age = Date.now() / 1000 - Number(received.headers['webhook-timestamp']);
      expect(Math.abs(age)).toBeLessThan(30);
    }
    await eventually(async () =>
      expect((await log(hook)).map(({ state }) => state)).toEqual(Array(11).fill('delivered')),
    );
    expect(await query('select from webhook_lanes where webhook_id = $1', [hook.id])).toEqual([]);
  });

  it('gets only its kinds of facts, and none from before it was created or while it was inactive', async () => {
    const before = conversation();
    await create({ name: 'reads already' });
    await others.tell(before);
    const other = await startReceiver();
    const hook = await create({ url: other.url, eventTypes: ['CapacityHeld', 'MessageSent'] });
    const early = conversation();
    await others.tell(early, 'MessageSent', 'session', new Date(Date.now() - 5_000));
    const later = conversation();
    await others.tell(later, 'ConversationStarted');
    await others.tell(later);
    await eventually(() => expect(other.versionsOf(later)).toEqual([2]));
    const off = await change(hook.id, hook.etag, { ...settings({ url: other.url }), active: false });
    const missed = conversation();
    await others.tell(missed);
    await eventually(() => expect(receiver.versionsOf(missed)).toEqual([1]));
    await change(hook.id, off.etag ?? '', settings({ url: other.url }));
    await others.tell(later);
    await eventually(() => expect(other.versionsOf(later)).toEqual([2, 3]));
    expect([...other.versionsOf(before), ...other.versionsOf(early), ...other.versionsOf(missed)]).toEqual(
      [],
    );
  });

  it.each([
    ['500', withStatus(500), 500, null],
    ['a redirect to itself', withStatus(301, { location: '/other' }), 301, null],
    [
      'nothing but a closed connection',
      (response: { destroy(): void }) => response.destroy(),
      null,
      'ECONNRESET',
    ],
  ])(
    'that answers %s is called again under the same id, and its later facts wait',
    async (_, answer, status, error) => {
      receiver.answer = answer;
      const hook = await create();
      const [one, two] = [conversation(), conversation()];
      await others.tell(one);
      await others.tell(one);
      await eventually(async () => {
        const waiting = (await log(hook)).find(({ attempts }) => attempts === 1);
        expect(waiting).toMatchObject({ state: 'waiting', lastAttempt: { status, error } });
      });
      expect(receiver.versionsOf(one)).toEqual([1]);
      const [first] = await query<{ seconds: number }>(
        `select extract(epoch from due_at - clock_timestamp())::float8 as seconds from webhook_lanes
       where subject = $1 and webhook_id = $2`,
        [one, hook.id],
      );
      expect(first?.seconds).toBeGreaterThan(1);
      expect(first?.seconds).toBeLessThan(6.25);
      receiver.answer = with200;
      await others.tell(two);
      await eventually(() => expect(receiver.versionsOf(two)).toEqual([1]));
      await attempted(4);
      expect(receiver.versionsOf(one)).toEqual([1, 1, 2]);
      const ids = receiver.received.filter(({ fact }) => fact.subject === one && fact.version === 1);
      expect(new Set(ids.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    },
  );

  it('that is down for a day loses nothing of other conversations, and continues after a redelivery by hand', async () => {
    receiver.answer = withStatus(503);
    const hook = await create();
    const one = conversation();
    await others.tell(one);
    await others.tell(one);
    let pauses = 0;
    for (let attempt = 1; attempt < 8; attempt++) {
      await eventually(async () => {
        const [lane] = await query<{ seconds: number }>(
          `select extract(epoch from l.due_at - d.last_at)::float8 as seconds
           from webhook_lanes l join webhook_deliveries d using (org, webhook_id, subject)
           where webhook_id = $1 and l.claim is null and d.attempts = $2`,
          [hook.id, attempt],
        );
        expect(lane).toBeDefined();
        pauses += lane?.seconds ?? 0;
      });
      await passTime();
    }
    expect(pauses / 3_600).toBeGreaterThan(24);
    await eventually(async () =>
      expect((await log(hook)).map(({ state }) => state)).toEqual(['waiting', 'dead']),
    );
    expect((await log(hook))[0]).toMatchObject({ isBehindDeadLetter: true });
    expect((await read(hook.id)).body).toMatchObject({ waiting: 2, deadLetters: 1 });
    expect(receiver.versionsOf(one)).toEqual(Array(8).fill(1));

    receiver.answer = with200;
    const two = conversation();
    await others.tell(two);
    await others.tell(one);
    await eventually(() => expect(receiver.versionsOf(two)).toEqual([1]));
    await passTime();
    expect(receiver.versionsOf(one)).toHaveLength(8);
    const [dead] = await log(hook, '&state=dead');
    expect(await act(`${hook.id}/redeliver`, { deliveryId: (dead?.deliveryId ?? 0) + 1 })).toMatchObject({
      status: 404,
    });
    expect((await act(`${hook.id}/redeliver`, { deliveryId: dead?.deliveryId })).body).toEqual({
      redelivered: 1,
    });
    await eventually(() => expect(receiver.versionsOf(one).slice(8)).toEqual([1, 2, 3]));
    expect((await read(hook.id)).body).toMatchObject({ deadLetters: 0 });
  });

  it('that answers 410 is switched off; waiting events stay until it is switched on again', async () => {
    receiver.answer = withStatus(410);
    const hook = await create();
    const one = conversation();
    await others.tell(one);
    const off = await eventually(async () => {
      const answer = await read(hook.id);
      return answer.body['active'] === false && answer;
    });
    expect(off.body).toMatchObject({ offBecause: 'gone', waiting: 1, version: 2 });
    const audited = await config.call('GET', `/v1/audit-log?what=webhook&id=${hook.id}`, { token: admin });
    expect(audited.body['items']).toMatchObject([
      { action: 'switched-off', by: { as: 'system' }, name: 'CRM' },
      { action: 'created', by: { accountId: 'admin' } },
    ]);
    await passTime();
    await others.tell(conversation());
    expect(receiver.received).toHaveLength(1);
    receiver.answer = with200;
    const on = await change(hook.id, off.etag ?? '', settings());
    expect(on.body).toMatchObject({ active: true, offBecause: null });
    await eventually(() => expect(receiver.versionsOf(one)).toEqual([1, 1]));
  });

  it('that sends 10 MB has its status recorded, and its body is not read', async () => {
    let sent = 0;
    const tenMegabytes = function* () {
      for (; sent < 10 * 1024 * 1024; sent += 65_536) yield Buffer.alloc(65_536);
    };
    receiver.answer = (response) => {
      response.writeHead(200);
      pipeline(tenMegabytes(), response).catch(() => undefined);
    };
    const hook = await create();
    const one = conversation();
    await others.tell(one);
    await eventually(async () => expect((await log(hook))[0]).toMatchObject({ state: 'delivered' }));
    expect(sent).toBeLessThan(9 * 1024 * 1024);
  });

  it('is not called at an address that is not public, also after a redirect', async () => {
    const inner = await startReceiver();
    receiver.answer = withStatus(302, { location: `http://127.0.0.1:${inner.port}/` });
    const tested = await create({ name: 'Redirected' });
    expect((await act(`${tested.id}/test`)).body).toMatchObject({ isDelivered: false, status: 302 });
    for (const host of [
      '127.0.0.1',
      '[::ffff:7f00:1]',
      '[64:ff9b::7f00:1]',
      '2130706433',
      '169.254.169.254',
      '10.0.0.1',
    ]) {
      const hook = await create({ url: `https://${host}:${inner.port}/`, active: false });
      expect((await act(`${hook.id}/test`)).body).toMatchObject({
        ...{ isDelivered: false, status: null, error: 'address-not-allowed' },
      });
    }
    expect(inner.received).toEqual([]);
    const plain = await config.call('POST', path, {
      token: admin,
      body: settings({ url: 'http://crm.example/' }),
    });
    expect(plain).toMatchObject({ status: 400, body: { errors: [{ field: '/url' }] } });
  });

  it('that does not answer delays no other endpoint, with 3,000 waiting facts', async () => {
    const other = await startReceiver();
    let open = 0;
    let mostAtOnce = 0;
    receiver.answer = (response) => {
      mostAtOnce = Math.max(mostAtOnce, ++open);
      response.once('close', () => open--);
    };
    const stuck = await create({ name: 'Hanging' });
    const hook = await create({ url: other.url });
    const many = Array.from({ length: 30 }, conversation);
    const tellAll = async (subject: string) => {
      for (let i = 0; i < 100; i++) await others.tell(subject);
    };
    await Promise.all(many.map(tellAll));
    await eventually(() => expect(other.received).toHaveLength(3_000), { timeout: 120_000 });
    for (const subject of many)
      expect(other.versionsOf(subject)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect((await read(hook.id)).body).toMatchObject({ deadLetters: 0 });
    expect(Number((await read(stuck.id)).body['waiting'])).toBe(3_000);
    expect(receiver.received.length).toBeLessThan(60);
    // An attempt may begin before the receiver sees the end of the one before it.
    expect(mostAtOnce).toBeLessThan(2 * webhookLimits.concurrency.value);
    const startMs = performance.now();
    expect((await config.call('GET', '/v1/widgets', { token: admin })).status).toBe(200);
    expect(performance.now() - startMs).toBeLessThan(1_000);
  }, 300_000);

  it('that does not answer within 15 s has failed', async () => {
    receiver.answer = hanging;
    const hook = await create({ active: false });
    const { body } = await act(`${hook.id}/test`);
    expect(body).toMatchObject({ isDelivered: false, status: null, error: 'timed-out' });
    expect(body['ms']).toBeGreaterThan(14_000);
    expect(body['ms']).toBeLessThan(20_000);
  });

  it('has its secret rotated in use: both sign for a while, and a leaked one ends at once', async () => {
    const hook = await create();
    const next = await change(`${hook.id}/rotate-secret`, hook.etag, { overlapHours: 1 });
    const second = String(next.body['secret']);
    const send = async () => {
      const one = conversation();
      await others.tell(one);
      return eventually(() => receiver.received.find(({ fact }) => fact.subject === one));
    };
    const both = await send();
    expect([isSignedBy(hook.secret, both), isSignedBy(second, both)]).toEqual([true, true]);
    expect(await change(`${hook.id}/rotate-secret`, next.etag ?? '', {})).toMatchObject({ status: 409 });
    await query(`update webhook_secrets set expires_at = clock_timestamp() where expires_at is not null`);
    const late = await send();
    expect([isSignedBy(hook.secret, late), isSignedBy(second, late)]).toEqual([false, true]);
    const leaked = await change(`${hook.id}/rotate-secret`, next.etag ?? '', { overlapHours: 0 });
    const third = String(leaked.body['secret']);
    const last = await send();
    expect([isSignedBy(second, last), isSignedBy(third, last)]).toEqual([false, true]);
    for (const table of ['webhook_secrets', 'audit_log'])
      expect(JSON.stringify(await query(`select * from ${table}`))).not.toContain(third.slice(8, 30));
    expect(JSON.stringify((await read(hook.id)).body)).not.toContain('whsec_');
  });

  it('gets a delivery again under the same id when its outcome was not committed', async () => {
    const hook = await create();
    const one = conversation();
    // This simulates a process that dies between the answer and the commit: the claim expires, and another process
    // takes the lane.
    receiver.answer = async (response) => {
      receiver.answer = with200;
      await query(
        `update webhook_lanes set claim = 'another', due_at = clock_timestamp() where subject = $1`,
        [one],
      );
      response.writeHead(200).end();
    };
    await others.tell(one);
    await others.tell(one);
    await eventually(() => expect(receiver.versionsOf(one)).toEqual([1, 1, 2]));
    const [first, second] = receiver.received;
    expect(first?.headers['webhook-id']).toBe(second?.headers['webhook-id']);
    await eventually(async () =>
      expect((await log(hook))[1]).toMatchObject({ attempts: 1, state: 'delivered' }),
    );
  });

  it('is served by two replicas that share the work, and gets no event twice', async () => {
    const replica = await config.replica();
    await create();
    const many = Array.from({ length: 20 }, conversation);
    await Promise.all(many.map((subject) => others.tell(subject)));
    await Promise.all(many.map((subject) => others.tell(subject)));
    await eventually(() => expect(receiver.received).toHaveLength(40));
    for (const subject of many) expect(receiver.versionsOf(subject)).toEqual([1, 2]);
    await replica.stop();
    await others.tell(many[0]!);
    await eventually(() => expect(receiver.versionsOf(many[0]!)).toEqual([1, 2, 3]));
  });

  it('is for administrators only, and each of their actions is in the audit log', async () => {
    const hook = await create({ name: 'Audited' });
    await act(`${hook.id}/test`);
    expect(receiver.received[0]?.fact).toMatchObject({ type: 'rejoin.v1.WebhookTest' });
    expect(isSignedBy(hook.secret, receiver.received[0]!)).toBe(true);
    await change(`${hook.id}/rotate-secret`, hook.etag, {});
    const audited = await config.call('GET', `/v1/audit-log?what=webhook&id=${hook.id}`, { token: admin });
    expect(audited.body['items']).toMatchObject([
      { action: 'secret-rotated', version: 2 },
      { action: 'tested', version: 1 },
      { action: 'created', new: { name: 'Audited', url: receiver.url } },
    ]);
    const sam = await config.tokenOf('sam@shop');
    const auditLog = await config.call('GET', `/v1/audit-log?id=${hook.id}`, { token: sam });
    expect(auditLog.body['items']).toMatchObject([{ new: null }, { new: null }, { new: null }]);
    for (const [method, address] of [
      ['GET', path],
      ['GET', `${path}/${hook.id}`],
      ['GET', `${path}/${hook.id}/deliveries`],
      ['POST', path],
      ['POST', `${path}/${hook.id}/test`],
      ['POST', `${path}/${hook.id}/redeliver`],
      ['POST', `${path}/${hook.id}/discard`],
      ['PUT', `${path}/${hook.id}/rotate-secret`],
      ['DELETE', `${path}/${hook.id}`],
    ] as const)
      expect(
        (
          await config.call(method, address, {
            token: sam,
            ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }),
          })
        ).status,
      ).toBe(403);
  });

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

  it('has every stream read from a minute before the first endpoint, and none without an endpoint', async () => {
    const isLeft = () => eventually(async () => expect(await others.readsFrom()).toEqual({}));
    config.service.app.get(WebhookClock).ring();
    await isLeft();
    const isReadFrom = (hook: string) =>
      eventually(async () => {
        const [row] = await query<{ at: string }>(
          `select active_since - interval '60 s' as at from webhooks where id = $1`,
          [hook],
        );
        const from = Object.values(await others.readsFrom()).map((at) => Date.parse(at ?? ''));
        expect(from).toEqual(Array(3).fill(Date.parse(row?.at ?? '')));
      });
    const first = await create();
    await isReadFrom(first.id);
    const one = conversation();
    await others.tell(one);
    await eventually(() => expect(receiver.versionsOf(one)).toEqual([1]));
    await others.loseDurable('REJOIN_ROUTING');
    await isReadFrom(first.id);
    const second = await create();
    const off = await change(first.id, first.etag, settings({ active: false }));
    await change(second.id, second.etag, settings({ active: false }));
    await isLeft();
    await others.tell(one);
    await change(first.id, off.etag ?? '', settings());
    await isReadFrom(first.id);
    await others.tell(one);
    await eventually(() => expect(receiver.versionsOf(one)).toContain(3));
    expect(receiver.versionsOf(one)).not.toContain(2);
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

  it('that is switched on by hand is called at once, whatever pause there was', async () => {
    receiver.answer = withStatus(500);
    const hook = await create();
    const one = conversation();
    await others.tell(one);
    await eventually(async () => expect((await log(hook))[0]).toMatchObject({ attempts: 1 }));
    await query(
      `update webhook_lanes set due_at = clock_timestamp() + interval '10 h' where webhook_id = $1`,
      [hook.id],
    );
    const off = await change(hook.id, hook.etag, settings({ active: false }));
    receiver.answer = with200;
    await change(hook.id, off.etag ?? '', settings());
    await eventually(() => expect(receiver.versionsOf(one)).toEqual([1, 1]));
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

  it('is deleted with its secrets, its log and its waiting events, and is not called again', async () => {
    const other = await startReceiver();
    await create({ name: 'Stays', url: other.url });
    receiver.answer = withStatus(500);
    const hook = await create();
    const [one, two] = [conversation(), conversation()];
    for (const subject of [one, one, two]) await others.tell(subject);
    await eventually(async () =>
      expect((await log(hook)).filter(({ attempts }) => attempts === 1)).toHaveLength(2),
    );
    await query(
      `with dead as (update webhook_deliveries set state = 'dead' where webhook_id = $1 and subject = $2 and attempts = 1)
       update webhook_lanes set parked = true, claim = null where webhook_id = $1 and subject = $2`,
      [hook.id, one],
    );
    const remove = (ifMatch?: string) =>
      config.call('DELETE', `${path}/${hook.id}`, { token: admin, ifMatch });
    expect(await remove()).toMatchObject({ status: 428, body: { name: 'version-required' } });
    expect(await remove('"7"')).toMatchObject({ status: 412, body: { name: 'version-conflict' } });
    expect((await remove(hook.etag)).status).toBe(200);
    receiver.answer = with200;
    const sent = receiver.received.length;
    await passTime();
    await others.tell(two);
    await eventually(() => expect(other.versionsOf(two)).toEqual([1, 2]));
    expect(receiver.received).toHaveLength(sent);
    expect((await remove(hook.etag)).status).toBe(404);
    for (const [method, address] of [
      ['GET', hook.id],
      ['GET', `${hook.id}/deliveries`],
      ['POST', `${hook.id}/test`],
      ['POST', `${hook.id}/redeliver`],
      ['POST', `${hook.id}/discard`],
    ] as const)
      expect(
        (
          await config.call(method, `${path}/${address}`, {
            token: admin,
            ...(method === 'GET' ? {} : { body: {} }),
          })
        ).status,
      ).toBe(404);
    const listed = await config.call('GET', path, { token: admin });
    expect(JSON.stringify(listed.body)).not.toContain(hook.id);
    const audited = await config.call('GET', `/v1/audit-log?what=webhook&id=${hook.id}`, { token: admin });
    expect(audited.body['items']).toMatchObject([
      { action: 'deleted', name: 'CRM', old: { url: receiver.url }, new: null },
      { action: 'created' },
    ]);

    const tidy = () => config.service.app.get(TidyWebhooks).run(50_000);
    const rowCounts = async () => {
      const counts: number[] = [];
      for (const table of ['webhook_secrets', 'webhook_deliveries', 'webhook_lanes'])
        counts.push((await query(`select from ${table} where webhook_id = $1`, [hook.id])).length);
      return [...counts, (await query(`select from webhooks where id = $1`, [hook.id])).length];
    };
    await tidy();
    // The endpoint itself stays for as long as a fact may still be queued for it.
    await eventually(async () => {
      await tidy();
      expect(await rowCounts()).toEqual([0, 0, 0, 1]);
    });
    await query(`update webhooks set deleted_at = deleted_at - interval '2 min' where id = $1`, [hook.id]);
    await tidy();
    expect(await rowCounts()).toEqual([0, 0, 0, 0]);
    expect((await log({ id: (await create({ name: 'Later' })).id, secret: '', etag: '' })).length).toBe(0);
  });

  it('does not wait for an endpoint that is deleted during an attempt', async () => {
    const other = await startReceiver();
    const busy = await create({ name: 'Busy' });
    const hook = await create({ url: other.url });
    let removed = 0;
    receiver.answer = async (response) => {
      removed = (await config.call('DELETE', `${path}/${busy.id}`, { token: admin, ifMatch: busy.etag }))
        .status;
      response.writeHead(200).end();
    };
    const one = conversation();
    await others.tell(one);
    await eventually(() => expect(removed).toBe(200));
    await others.tell(one);
    await eventually(() => expect(other.versionsOf(one)).toEqual([1, 2]));
    expect(receiver.versionsOf(one)).toEqual([1]);
    expect((await read(hook.id)).body).toMatchObject({ deadLetters: 0 });
  });

  it('gets other events while one always times out, and that one becomes a dead letter', async () => {
    const one = conversation();
    receiver.answer = withStatus(500);
    const hook = await create();
    await others.tell(one);
    await eventually(async () => expect((await log(hook))[0]).toMatchObject({ attempts: 1 }));
    receiver.answer = (response, { fact }) =>
      fact.subject === one ? undefined : response.writeHead(200).end();
    // The first attempt has ended, and the next one waits: seven attempts have failed now.
    await query(`update webhook_deliveries set attempts = 7 where webhook_id = $1`, [hook.id]);
    await passTime();
    const two = conversation();
    await others.tell(two);
    await eventually(() => expect(receiver.versionsOf(two)).toEqual([1]));
    await eventually(
      async () =>
        expect((await log(hook, '&state=dead'))[0]).toMatchObject({
          ...{ subject: one, attempts: 8 },
          lastAttempt: { status: null, error: 'timed-out' },
        }),
      { timeout: 40_000 },
    );
  });

  it('whose secret cannot be decrypted is not called and has no attempt counted, until the secret is rotated', async () => {
    const hook = await create();
    await query(`update webhook_secrets set sealed = 'of another key' where webhook_id = $1`, [hook.id]);
    const one = conversation();
    await others.tell(one);
    await eventually(async () =>
      expect((await log(hook))[0]).toMatchObject({
        ...{ state: 'waiting', attempts: 0 },
        lastAttempt: { error: 'secret-unreadable' },
      }),
    );
    const [lane] = await query<{ seconds: number }>(
      `select extract(epoch from due_at - clock_timestamp())::float8 as seconds from webhook_lanes where webhook_id = $1`,
      [hook.id],
    );
    expect(lane?.seconds).toBeGreaterThan(240);
    expect(lane?.seconds).toBeLessThan(301);
    await change(`${hook.id}/rotate-secret`, hook.etag, { overlapHours: 0 });
    await passTime();
    await eventually(() => expect(receiver.versionsOf(one)).toEqual([1]));
  });

  it('has its event delivered although the body of its response never ends', async () => {
    receiver.answer = (response) => response.writeHead(200).write('{');
    const hook = await create();
    const one = conversation();
    for (let i = 0; i < 3; i++) await others.tell(one);
    await eventually(() => expect(receiver.versionsOf(one)).toEqual([1, 2, 3]), { timeout: 8_000 });
    await eventually(async () => expect((await log(hook))[0]).toMatchObject({ state: 'delivered' }));
  });

  it('is one of at most twenty that are active', async () => {
    const hooks = [];
    for (let i = 0; i < 20; i++) hooks.push(await create({ name: `Hook ${i}` }));
    expect(await config.call('POST', path, { token: admin, body: settings() })).toMatchObject({
      ...{ status: 429, body: { name: 'too-many' } },
    });
    await create({ active: false });
    const [first] = hooks;
    await change(first!.id, first!.etag, settings({ active: false }));
    await create();
  });

  it('is one of at most two hundred, active or not', async () => {
    await query(
      `insert into webhooks (org, id, name, url, event_types, active, active_since, changed_at)
       select 'default', 'kept-' || n, 'Kept', 'https://crm.example/', '{}', false, clock_timestamp(), clock_timestamp()
       from generate_series(1, 200 - (select count(*)::int from webhooks where deleted_at is null)) as n`,
    );
    expect(
      await config.call('POST', path, { token: admin, body: settings({ active: false }) }),
    ).toMatchObject({ status: 429, body: { name: 'too-many' } });
    await query(`delete from webhooks where id like 'kept-%'`);
    await create({ active: false });
  });
});
