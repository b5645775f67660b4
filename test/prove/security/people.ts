import { ChatClient, type Storage } from '@rejoin/client';
import { newSystemSecrets } from '@rejoin/servers';
import { importPKCS8, SignJWT, UnsecuredJWT, decodeJwt } from 'jose';
import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import { memory, quick } from '../../journeys/people';
import { origin, tokenFor } from '../../journeys/portal';
import { openShop, type Shop } from '../../journeys/shop';
import { ConfigApi } from '../../story/config-api';
import { until } from '../../story/until';
import { Agent, password } from '../agent';
import { employ, signedIn } from '../crowd';
import { Line } from '../line';
import { Random } from '../random';
import { Records } from '../records';
import type { System } from '../system';

/** A customer with a chat that an agent serves. */
interface ServedCustomer {
  readonly conversationId: string;
  readonly secret: string;
  readonly chat: ChatClient;
}

/** The legitimate users of the system, and what others must not use of them. */
export interface People {
  readonly shop: Shop;
  readonly mine: ServedCustomer;
  readonly theirs: ServedCustomer;
  /** Serves `theirs`; no other agent does. */
  readonly theirAgent: Agent;
  readonly tokens: Readonly<Record<'agent' | 'supervisor' | 'administrator' | 'stranger', string>>;
  /** A token of the portal for a customer. */
  readonly portalToken: string;
  /** The link that a customer received. */
  readonly link: string;
  /** Texts that must be in no table, log, stream or metric. */
  readonly secrets: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

export async function openPeople(system: System, seed: number): Promise<People> {
  const config = system.of('config')[0]?.process.url ?? '';
  const settings = await ConfigApi.open(config, { login: 'admin@demo', password: 'rejoin-demo' });
  const shop = await openShop(settings, 'shop-secure', { reconnect: { timeLimitSeconds: 600 } });
  const portal = await openShop(settings, 'shop-portal', { signedIn: true });
  const [line, mineLine] = [await Line.to(system.gatewayUrls), await Line.to(system.gatewayUrls)];
  await employ(settings, 'agent-theirs', [shop], 100);
  const theirAgent = new Agent('agent-theirs', line, new Random(seed), new Records());
  theirAgent.resting = true;
  await signedIn(theirAgent);
  const customer = async (): Promise<ServedCustomer> => {
    const storage = memory();
    const chat = new ChatClient({
      ...{ endpoints: mineLine.endpoints(new Random(seed)), widgetId: shop.name, WebSocket, origin, storage },
      ...quick,
    });
    await until('a chat starts', async () =>
      chat.start().then(
        () => true,
        () => false,
      ),
    );
    const conversationId = chat.conversationId ?? '';
    await until('an agent serves it', () => chat.conversation?.agent?.agentId === 'agent-theirs');
    return { conversationId, secret: secretIn(storage, shop.name), chat };
  };
  const [mine, theirs] = [await customer(), await customer()];
  await theirAgent.desk.sendQuickReply(theirs.conversationId, shop.linkReply);
  const link = await until('the link comes', () => theirs.chat.getReconnectContext().reconnectId);
  // An agent of the same shop who has no conversation.
  await employ(settings, 'agent-stranger', [portal], 1);
  const tokens = {
    agent: await tokenOf(config, 'agent-theirs', password),
    stranger: await tokenOf(config, 'agent-stranger', password),
    supervisor: await tokenOf(config, 'sam@demo', 'rejoin-demo'),
    administrator: await tokenOf(config, 'admin@demo', 'rejoin-demo'),
  };
  const portalToken = await tokenFor(portal.privateKey ?? '', 'customer-1');
  const secrets = new Map([
    ['the secret of a session', mine.secret],
    ['the secret of another session', theirs.secret],
    ['the secret of a link', link],
    ['the password of an account', password],
    ['a token of the portal', portalToken],
    ['the key of links', system.secrets.linkKey],
    ['the private key of tokens', system.secrets.tokenPrivateKey],
    ...Object.entries(tokens).map(([role, token]) => [`the token of a ${role}`, token] as const),
  ]);
  const close = async () => {
    theirAgent.leave();
    for (const { chat } of [mine, theirs]) chat.leave();
    await Promise.all([line.close(), mineLine.close()]);
  };
  return { shop, mine, theirs, theirAgent, tokens, portalToken, link, secrets, close };
}

/** Tokens that were not issued by the system, or that were changed. */
export async function wrongTokens(
  { tokens, mine, portalToken }: People,
  publicKey: string,
): Promise<Map<string, string>> {
  const [header, payload, signature] = tokens.administrator.split('.');
  const claims = decodeJwt(tokens.administrator);
  const other = Buffer.from(newSystemSecrets().tokenPrivateKey, 'base64').toString();
  const signed = (alg: string, key: Parameters<SignJWT['sign']>[0]) =>
    new SignJWT(claims).setProtectedHeader({ alg }).sign(key);
  return new Map([
    ['nonsense', 'nonsense'],
    ['signed by another installation', await signed('EdDSA', await importPKCS8(other, 'EdDSA'))],
    ['signed with the public key', await signed('HS256', Buffer.from(publicKey, 'base64'))],
    ['without a signature', `${header}.${payload}.`],
    ['not signed', new UnsecuredJWT(claims).encode()],
    ['changed', `${header}.${payload?.slice(0, -4)}AAAA.${signature}`],
    ['the secret of a customer', mine.secret],
    ['a token of the portal', portalToken],
  ]);
}

export async function tokenOf(config: string, login: string, secret: string): Promise<string> {
  return until(`${login} signs in`, async () => {
    const answer = await fetch(`${config}/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password: secret }),
    });
    return ((await answer.json()) as { token?: string }).token;
  });
}

export function newSessionSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What this widget stores in a browser; see `session-store.ts` of the client. */
function secretIn(storage: Storage, widgetId: string): string {
  const kept = JSON.parse(storage.getItem(`rejoin.${widgetId}`) ?? '{}') as { session?: { secret: string } };
  return kept.session?.secret ?? '';
}
