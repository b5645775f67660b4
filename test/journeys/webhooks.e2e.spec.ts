import { eventually } from '@rejoin/testing';
import { Client } from 'pg';
import { Receiver, with200 } from '../../apps/config/src/webhook.fixture';
import { inAWorldOfItsOwn } from './world';

describe('a webhook of a whole system', () => {
  const world = inAWorldOfItsOwn(() =>
    Promise.resolve({ environment: { config: { REJOIN_WEBHOOK_ALLOWED_HOSTS: 'localhost' } } }),
  );
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await Receiver.start();
  });
  afterAll(() => receiver.stop());

  const post = async (path: string, body: object, token?: string) => {
    const headers = {
      'Content-Type': 'application/json',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    };
    const url = `${world().system.config.url}${path}`;
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(answer.ok).toBe(true);
    return (await answer.json()) as Record<string, unknown>;
  };

  it('receives the whole story of a conversation in order, also when its process is killed in a delivery', async () => {
    const { token } = await post('/v1/sign-in', { login: 'admin@demo', password: 'rejoin-demo' });
    const hook = { name: 'CRM', url: receiver.url, eventTypes: [], active: true };
    await post('/v1/webhooks', hook, String(token));
    const { config, databases } = world().system;
    // The message has arrived, and the process dies before it has recorded that.
    const killed = new Promise<void>((resolve, reject) => {
      receiver.answer = (response, received) => {
        if (!received.fact.type.endsWith('.MessageSent')) return with200(response, received);
        receiver.answer = with200;
        return config.kill('SIGKILL').then(resolve, reject);
      };
    });
    const shop = await world().shop();
    const agent = await world().agent(shop, 'anna');
    const { chat, conversationId } = await world().served(shop, agent);
    await chat.send('one');
    await killed;
    await chat.send('two');
    await config.restart();
    const database = new Client({ connectionString: databases.urls.config });
    await database.connect();
    // The time passes for which the killed process had claimed the delivery.
    await database.query(`update webhook_lanes set due_at = clock_timestamp()`);
    await database.end();
    const told = () =>
      receiver.received.filter(({ fact }) => fact.subject === conversationId && fact.family === 'session');
    await eventually(() => expect(told().map(({ fact }) => fact.version)).toEqual([1, 2, 2, 3]));
    const [, lost, again] = told();
    expect(again?.headers['webhook-id']).toBe(lost?.headers['webhook-id']);
  });
});
