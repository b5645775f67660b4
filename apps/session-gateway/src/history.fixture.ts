import type { History, Role } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import { exportSPKI, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { GatewayFixture } from './gateway.fixture';
import { widgetDefaults } from './widget.fixture';

interface Past {
  readonly texts?: readonly string[];
  readonly name?: string;
  readonly agentId?: string;
  readonly workstreamId?: string;
  readonly subject?: string;
}

/** The gateway of the test file, with two workstreams and two agents, of whom the first serves one of them. */
export let gateway: GatewayFixture;
export let anna: string;
export let ben: string;
let key: CryptoKey;
export const widgets = new Map<string, string>();

beforeAll(async () => {
  gateway = await GatewayFixture.start();
  const pair = await generateKeyPair('ES256');
  key = pair.privateKey;
  const publicKeys = [{ kid: null, publicKey: await exportSPKI(pair.publicKey), expiresAt: null }];
  for (const workstreamId of ['sales', 'repairs']) {
    await gateway.changeWorkstream(workstreamId, { name: `The ${workstreamId}` });
    const authentication = { ...widgetDefaults.authentication, publicKeys };
    widgets.set(workstreamId, await gateway.widget({ workstreamId, authentication }));
  }
  anna = await gateway.agent({ workstreamIds: ['sales'] });
  ben = await gateway.agent({ workstreamIds: [] });
});
afterAll(() => gateway.stop());

const tokenOf = (subject: string) =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer('https://portal.example')
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(key);

export async function open({
  texts = [],
  name,
  workstreamId = 'sales',
  subject,
}: Past = {}): Promise<string> {
  const token = subject === undefined ? undefined : await tokenOf(subject);
  const { caller, conversationId } = await gateway.customer(widgets.get(workstreamId) ?? '', {
    name,
    token,
  });
  for (const text of texts) expect((await caller.ask({ type: 'send', text })).type).toBe('ack');
  return conversationId;
}

/** Does not wait for the history. */
export const close = (conversationId: string, workstreamId = 'sales') =>
  gateway.close(conversationId, workstreamId);

export async function past(terms: Past = {}): Promise<string> {
  const conversationId = await open(terms);
  if (terms.agentId !== undefined) await gateway.assign(conversationId, terms.agentId);
  await close(conversationId, terms.workstreamId);
  await eventually(async () => expect(await isInHistory(conversationId)).toBe(true));
  return conversationId;
}

export async function isInHistory(conversationId: string): Promise<boolean> {
  const rows = await gateway.database.query(
    `select from past_conversations p join conversations c using (id) where id = $1 and c.is_in_history`,
    [conversationId],
  );
  return rows.length === 1;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
export const as = (agentId: string | null, ...roles: Role[]) =>
  gateway.token({ agentId, roles, accountId: 'reader' });
export const asSupervisor = () => as(null, 'supervisor');
export const search = async (token: string, body: unknown = {}) =>
  gateway.http('POST', '/v1/history/search', { headers: bearer(token), body });
export const found = async (token: string, body: unknown = {}) => {
  const { status, json } = await search(token, body);
  expect([status, json['name']]).toEqual([200, undefined]);
  return (json as unknown as History).items;
};
export const idsOf = async (token: string, body: unknown = {}) =>
  (await found(token, body)).map(({ conversationId }) => conversationId);
export const read = (token: string, path: string) =>
  gateway.http('GET', `/v1/history/${path}`, { headers: bearer(token) });
