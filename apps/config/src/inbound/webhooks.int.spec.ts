import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import {
  act,
  admin,
  change,
  config,
  conversation,
  create,
  isSignedBy,
  log,
  others,
  path,
  query,
  read,
  receiver,
  settings,
  startReceiver,
} from '../webhook-shop.fixture';
import { with200, withStatus } from '../webhook.fixture';
import { WebhookClock } from './webhook-clock';

describe('a webhook', () => {
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

  it('gets the facts of a restored system, once, and none of the lost history after them', async () => {
    await create();
    others.restore(newId());
    const [one, another] = [conversation(), conversation()];
    await others.tell(one);
    await others.tell(one);
    await eventually(() => expect(receiver.versionsOf(one)).toEqual([1, 2]));
    const tellOfLostHistory = others.restore(newId());
    await others.tell(one);
    await eventually(() => expect(receiver.versionsOf(one)).toEqual([1, 2, 1]));
    expect(await tellOfLostHistory(one)).toBe(3);
    for (let i = 0; i < 3; i++) await others.tell(one);
    await others.tell(another);
    await eventually(() => expect(receiver.versionsOf(one)).toEqual([1, 2, 1, 2, 3, 4]));
    await eventually(() => expect(receiver.versionsOf(another)).toEqual([1]));
    expect(new Set(receiver.received.map(({ fact }) => fact.id)).size).toBe(7);
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
