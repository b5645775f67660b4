import { webhookLimits } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import { pipeline } from 'node:stream/promises';
import {
  act,
  admin,
  attempted,
  change,
  config,
  conversation,
  create,
  log,
  others,
  passTime,
  query,
  read,
  receiver,
  settings,
  startReceiver,
} from '../webhook-shop.fixture';
import { hanging, with200, withStatus } from '../webhook.fixture';

describe('a webhook whose endpoint fails', () => {
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
});
