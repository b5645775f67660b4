import { eventually } from '@rejoin/testing';
import { TidyWebhooks } from '../use-cases/tidy-webhooks';
import {
  admin,
  config,
  conversation,
  create,
  log,
  others,
  passTime,
  path,
  query,
  read,
  receiver,
  startReceiver,
} from '../webhook-shop.fixture';
import { with200, withStatus } from '../webhook.fixture';

describe('a webhook that is deleted', () => {
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
});
