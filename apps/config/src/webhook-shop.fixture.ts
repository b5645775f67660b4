import { eventually } from '@rejoin/testing';
import { createHmac } from 'node:crypto';
import { startShop, type TestConfig } from './config.fixture';
import { Others, Receiver, type Received } from './webhook.fixture';

jest.setTimeout(60_000);

export const path = '/v1/webhooks';

export interface Hook {
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

/** The config of the test file, the other services, and the endpoint of the current test. */
export let config: TestConfig;
export let others: Others;
export let receiver: Receiver;
export let admin: string;
const receivers: Receiver[] = [];
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

/** Checks a message by the rules of Standard Webhooks, with code of its own. */
export function isSignedBy(secret: string, { headers, body }: Received): boolean {
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const right = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(right);
}

export const startReceiver = async () => {
  const started = await Receiver.start();
  receivers.push(started);
  return started;
};
export const query = <Row extends object>(sql: string, values: unknown[] = []) =>
  config.service.parts.database.query<Row>(sql, values);
/** Makes the next attempts due. */
export const passTime = () =>
  query(`update webhook_lanes set due_at = clock_timestamp() where claim is null and not parked`);
export const settings = (change: object = {}) => ({
  ...{ name: 'CRM', url: receiver.url, eventTypes: [], active: true },
  ...change,
});
export const create = async (change: object = {}): Promise<Hook> => {
  const answer = await config.call('POST', path, { token: admin, body: settings(change) });
  expect(answer.status).toBe(201);
  const { webhookId, secret } = answer.body;
  return { id: String(webhookId), secret: String(secret), etag: answer.etag ?? '' };
};
export const change = (address: string, ifMatch: string, body: object) =>
  config.call('PUT', `${path}/${address}`, { token: admin, ifMatch, body });
export const act = (address: string, body: object = {}) =>
  config.call('POST', `${path}/${address}`, { token: admin, body });
export const read = (id: string) => config.call('GET', `${path}/${id}`, { token: admin });
export const log = async ({ id }: Hook, more = '') =>
  (await config.call('GET', `${path}/${id}/deliveries?limit=200${more}`, { token: admin })).body[
    'items'
  ] as Delivery[];
export const conversation = () => `conversation-${++conversations}`;
/** Makes attempts due without their pauses, until there were this many. */
export const attempted = (count: number, of: Receiver = receiver) =>
  eventually(async () => {
    await passTime();
    return of.received.length >= count;
  });
