import { eventually } from '@rejoin/testing';
import { WebSocket } from 'ws';
import { ChatClient, type ChatOptions } from '../src/chat-client';
import type { Storage } from '../src/platform';
import { ContractGateway, type TestWorld } from './contract-gateway';

/** A browser's storage, shared by the pages and tabs of one browser. */
export class Browser implements Storage {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

/** The gateway of the current test, and what it keeps. */
export let gateway: ContractGateway;
export let world: TestWorld;
const clients: ChatClient[] = [];
jest.setTimeout(30_000);

beforeEach(async () => {
  gateway = await ContractGateway.start();
  ({ world } = gateway);
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.leave();
  await gateway.stop();
});

/** Opens a chat at the gateway. It leaves when the test ends. */
export function chat(options: Partial<ChatOptions> = {}): ChatClient & { seen: string[] } {
  const client = new ChatClient({
    endpoints: options.endpoints ?? [gateway.url],
    widgetId: 'shop',
    WebSocket,
    random: () => 0,
    ...options,
  });
  const seen: string[] = [];
  client.on('entries', (entries) => seen.push(...entries.map(({ seq, text }) => `${seq} ${text}`)));
  clients.push(client);
  return Object.assign(client, { seen });
}

export const live = (client: ChatClient) => eventually(() => client.status.phase === 'live');
export const lost = (client: ChatClient) => eventually(() => client.status.phase !== 'live');
/** The requests of a type that the gateway has received. */
export const asked = (type: string) => world.requests.filter((request) => request.type === type);
