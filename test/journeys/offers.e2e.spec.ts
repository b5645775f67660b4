import { eventually } from '@rejoin/testing';
import type { Agent } from './people';
import { inAWorld } from './world';

/** The offers that a desk shows. */
const offersOf = ({ desk }: Pick<Agent, 'desk'>) => desk.state.status?.offers ?? [];

describe('a chat of a workstream with a time to accept', () => {
  const world = inAWorld();

  it('rings at all desks of an agent, goes to the next one when it is declined, and is assigned once it is accepted', async () => {
    const shop = await world().shop({ workstream: { offerSeconds: 120, awayAfterMissedOffer: true } });
    const anna = await world().agent(shop, 'anna', { maxUnits: 2 });
    const ben = await world().agent(shop, 'ben', { maxUnits: 1 });
    const second = { desk: world().desk(await world().cutter(1)) };
    await second.desk.open(anna.token);

    const { chat, cutter } = await world().customer(shop);
    const { conversationId } = await chat.start({ name: 'Mia' });
    await chat.send('My parcel has not arrived');
    for (const desk of [anna, second]) {
      await eventually(async () => {
        await desk.desk.refresh();
        expect(offersOf(desk)).toMatchObject([
          { conversationId, customerName: 'Mia', firstWords: 'My parcel has not arrived' },
        ]);
      });
    }
    expect(offersOf(ben)).toEqual([]);
    await eventually(() => expect(ben.desk.state.status?.queue).toEqual([]));
    await expect(ben.desk.acceptOffer(conversationId)).rejects.toMatchObject({ name: 'offer-ended' });
    await expect(ben.desk.pick(conversationId)).rejects.toMatchObject({ name: 'not-open' });
    expect(chat.conversation).toMatchObject({ state: 'open', agent: null });
    expect(await world().used(anna)).toBe(1);

    await second.desk.declineOffer(conversationId);
    await eventually(() => expect(offersOf(ben)).toMatchObject([{ conversationId }]));
    await eventually(() => expect([...offersOf(anna), ...offersOf(second)]).toEqual([]));
    await expect(anna.desk.acceptOffer(conversationId)).rejects.toMatchObject({ name: 'offer-ended' });
    expect([await world().used(anna), await world().used(ben)]).toEqual([0, 1]);

    await ben.desk.acceptOffer(conversationId);
    await eventually(() => expect(chat.conversation?.agent?.agentId).toBe(ben.agentId));
    await eventually(() => expect(offersOf(ben)).toEqual([]));
    expect(await world().used(ben)).toBe(1);

    // A returning customer comes back to the same agent and rings nowhere.
    cutter.cut();
    await eventually(() =>
      expect(ben.desk.conversation(conversationId)?.snapshot).toMatchObject({ slotHeld: true }),
    );
    cutter.restore();
    await eventually(() =>
      expect(ben.desk.conversation(conversationId)?.snapshot).toMatchObject({
        slotHeld: false,
        customer: { status: 'connected' },
      }),
    );
    expect(await world().told('routing', conversationId)).toEqual([
      ...['ConversationQueued', 'ConversationOffered', 'OfferEnded', 'ConversationOffered', 'AgentAssigned'],
      ...['CapacityHeld', 'CapacityResumed'],
    ]);
    await world().auditsClean();
  });
});
