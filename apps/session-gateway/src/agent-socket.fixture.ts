import { closeConversation, closeTab, pick, release, transfer } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import { GatewayFixture } from './gateway.fixture';
import type { TestSocket } from './test-socket.fixture';

/** The gateway of the test file, with a widget, and what it has asked of routing in the current test. */
export let gateway: GatewayFixture;
export let widgetId: string;
export const questions: { verb: string; request: unknown }[] = [];

beforeAll(async () => {
  gateway = await GatewayFixture.start();
  widgetId = await gateway.widget();
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  questions.length = 0;
  const note = (verb: string) => (request: unknown) => {
    questions.push({ verb, request });
    return {};
  };
  for (const rpc of [closeTab, release, pick, closeConversation])
    await gateway.routing.answer(rpc, note(rpc.verb));
  await gateway.routing.answer(transfer, note('transfer'));
});

/** Starts a conversation that is assigned to an agent with an open desk. */
export async function served(): Promise<{
  agentId: string;
  desk: TestSocket;
  customer: Awaited<ReturnType<typeof gateway.customer>>;
  conversationId: string;
}> {
  const agentId = await gateway.agent();
  const desk = await gateway.desk(agentId);
  const customer = await gateway.customer(widgetId);
  const { conversationId } = customer;
  await gateway.assign(conversationId, agentId);
  await eventually(() => desk.all('conversation').length > 0);
  return { agentId, desk, customer, conversationId };
}
