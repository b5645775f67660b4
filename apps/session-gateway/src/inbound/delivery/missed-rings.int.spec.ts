import { instant, newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import type { TestSocket } from '../../test-socket.fixture';
import { GatewayFixture } from '../../gateway.fixture';
import { EndedSignInsStore } from '../../store/ended-sign-ins.store';

/** The timeout is longer than the time between two comparisons with Postgres, and shorter than the idle interval of a job. */
const soon = { timeout: 20_000 };

describe('two gateways between which every bell is lost', () => {
  let gateway: GatewayFixture;
  let widgetId: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start({ replicas: 2 });
    widgetId = await gateway.widget();
    for (const { parts } of gateway.replicas)
      jest.spyOn(parts.bus, 'ring').mockImplementation(() => undefined);
  });
  afterAll(() => gateway.stop());

  const texts = (caller: TestSocket) =>
    caller.all('entries').flatMap(({ entries }) => entries.map(({ text }) => text));

  it("show an agent at either of them the assigned chat and its customer's messages", async () => {
    const agentId = await gateway.agent();
    const desks = [await gateway.desk(agentId), await gateway.desk(agentId, ['agent'], { replica: 1 })];
    const { caller, conversationId } = await gateway.customer(widgetId);
    await gateway.assign(conversationId, agentId);
    for (const desk of desks)
      await eventually(() => expect(desk.all('conversation')).not.toHaveLength(0), soon);
    await caller.ask({ type: 'send', text: 'Is anybody there?' });
    for (const desk of desks) await eventually(() => texts(desk).includes('Is anybody there?'), soon);
  });

  it('close the desk whose agent has signed out at the other one', async () => {
    const agentId = await gateway.agent();
    const desk = await gateway.desk(agentId);
    const other = await gateway.desk(agentId, ['agent'], { replica: 1 });
    expect(await other.ask({ type: 'sign-out', confirm: true })).toMatchObject({ type: 'ack' });
    await eventually(() => expect(desk.closeCode).toBe(4401), soon);
  });

  it('close the desk whose sign-in was ended at the other one', async () => {
    const signInId = newId();
    const token = await gateway.token({ agentId: await gateway.agent(), signInId });
    const desk = await gateway.call('/v1/desk');
    expect((await desk.ask({ type: 'sign-in', token })).type).toBe('welcome');
    const ended = new Map([[signInId, instant(Date.now() + 3_600_000)]]);
    await gateway.replica().app.get(EndedSignInsStore).saveSingle(gateway.database, ended);
    await eventually(() => expect(desk.closeCode).toBe(4401), soon);
  });
});
