import { agentStatus, closeConversation, closeTab, release, setPresence } from '@rejoin/contracts';
import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import type { RunningService } from '@rejoin/service';
import { opened, RoutingFixture, started } from './routing.fixture';
import { ChangeConversations } from './use-cases/change-conversations';

let routing: RoutingFixture;
beforeAll(async () => {
  routing = await RoutingFixture.start();
});
afterEach(async () => {
  expect(await routing.audit()).toEqual([]);
});
afterAll(() => routing.stop());

describe('the queue', () => {
  it('gives conversations to agents in the order in which they were started', async () => {
    const workstream = await routing.workstream();
    const first = await routing.start(workstream);
    const second = await routing.start(workstream);
    await routing.untilState(second, 'open');
    const ann = await routing.agent(workstream);
    expect(await routing.assigned(first)).toBe(ann);
    expect((await routing.row(second)).state).toBe('open');

    const bob = await routing.agent(workstream);
    expect(await routing.assigned(second)).toBe(bob);
  });

  it('keeps a conversation until its workstream is known', async () => {
    const workstream = newId();
    const conversation = await routing.start(workstream);
    const other = await routing.start(await routing.workstream());
    await routing.untilState(other, 'open');
    expect((await routing.row(conversation)).state).toBe('not-started');
    await routing.changeWorkstream(workstream, {});
    await routing.untilState(conversation, 'open');
  });

  it('assigns nothing to agents who are busy, gone, inactive or in another workstream', async () => {
    const workstream = await routing.workstream();
    await routing.agent(workstream, { defaultPresence: 'busy' });
    await routing.agent(await routing.workstream());
    await routing.agent(workstream, { active: false });
    const lost = await routing.agent(workstream);
    await routing.lose(lost, 1);
    await eventually(async () => (await routing.connectionOf(lost)) === 'lost');
    const conversation = await routing.start(workstream);
    await routing.untilState(conversation, 'open');
    const present = await routing.agent(workstream);
    expect(await routing.assigned(conversation)).toBe(present);
  });

  it('leaves an agent their conversations when the maximum is lowered, and assigns no more', async () => {
    const workstream = await routing.workstream();
    const ann = await routing.agent(workstream, { maxUnits: 2 });
    const conversations = [await routing.start(workstream), await routing.start(workstream)];
    for (const one of conversations) await routing.assigned(one);
    await routing.changeAgent(ann, { workstreamIds: [workstream], maxUnits: 1 });
    await routing.untilMaximum(ann, 1);
    const [first, second] = conversations as [string, string];
    await routing.seal(first, 'started-new');
    await routing.untilState(first, 'wrap-up');
    const waiting = await routing.start(workstream);
    await routing.untilState(waiting, 'open');
    expect((await routing.row(second)).agentId).toBe(ann);

    await routing.seal(second, 'started-new');
    expect(await routing.assigned(waiting)).toBe(ann);
  });
});

describe('a customer who is away', () => {
  it('keeps the units of the agent on hold, and returns to the same agent', async () => {
    const workstream = await routing.workstream();
    const ann = await routing.agent(workstream);
    const conversation = await routing.start(workstream);
    await routing.assigned(conversation);
    await routing.away(conversation, 1);
    await eventually(async () => (await routing.row(conversation)).slot === 'held');
    const other = await routing.start(workstream);
    await routing.untilState(other, 'open');

    await routing.back(conversation, 1);
    await eventually(async () => (await routing.row(conversation)).slot === 'consumed');
    expect((await routing.row(other)).state).toBe('open');
    expect(await routing.factTypes(conversation)).toEqual([
      'ConversationQueued',
      'AgentAssigned',
      'CapacityHeld',
      'CapacityResumed',
    ]);
    expect(await routing.usedUnits(ann)).toBe(1);
  });

  it('frees the units after the deadline and the wrap-up, for the next conversation', async () => {
    const workstream = await routing.workstream();
    const ann = await routing.agent(workstream);
    const conversation = await routing.start(workstream);
    await routing.assigned(conversation);
    const next = await routing.start(workstream);
    await routing.untilState(next, 'open');
    await routing.away(conversation, 1);
    await routing.expire(conversation, 1);
    await routing.untilState(conversation, 'wrap-up');
    expect(await routing.usedUnits(ann)).toBe(1);
    expect((await routing.row(next)).state).toBe('open');

    expect(await routing.ask(closeConversation, { conversationId: conversation, agentId: ann })).toEqual({});
    expect(await routing.assigned(next)).toBe(ann);
  });

  it('is not offered while in the queue, and keeps the place', async () => {
    const workstream = await routing.workstream();
    const first = await routing.start(workstream);
    const second = await routing.start(workstream);
    await routing.away(first, 1, 'open-hold');
    await eventually(async () => (await routing.row(first)).away);
    await routing.back(first, 1);
    await eventually(async () => !(await routing.row(first)).away);
    await routing.away(second, 1, 'open-hold');
    await eventually(async () => (await routing.row(second)).away);
    const ann = await routing.agent(workstream, { maxUnits: 2 });
    expect(await routing.assigned(first)).toBe(ann);
    expect((await routing.row(second)).state).toBe('open');
    await routing.expire(second, 1, 'open-hold');
    await routing.untilState(second, 'closed');
  });

  it('is queued first on return when the agent has left, preferably for that agent', async () => {
    const workstream = await routing.workstream();
    const ann = await routing.agent(workstream);
    const conversation = await routing.start(workstream);
    await routing.assigned(conversation);
    await routing.away(conversation, 1);
    await eventually(async () => (await routing.row(conversation)).slot === 'held');
    expect(await routing.ask(closeTab, { conversationId: conversation, agentId: ann })).toEqual({});
    const filler = await routing.start(workstream);
    expect(await routing.assigned(filler)).toBe(ann);
    const earlier = await routing.start(workstream);
    await routing.untilState(earlier, 'open');

    await routing.back(conversation, 1);
    await eventually(async () => !(await routing.row(conversation)).away);
    const bob = await routing.agent(workstream);
    expect(await routing.assigned(conversation)).toBe(bob);
    expect((await routing.row(earlier)).state).toBe('open');
  });

  it('may be away before the start of the conversation is known', async () => {
    const workstream = await routing.workstream();
    const conversation = newId();
    await routing.publish(opened(conversation, 1, 'open-hold'));
    const witness = await routing.start(workstream);
    await routing.untilState(witness, 'open');
    await routing.publish(started(conversation, workstream));
    await eventually(async () => (await routing.row(conversation)).away);
  });
});

describe('the end', () => {
  it('by "start new" releases the units at once, whatever the rule is', async () => {
    const workstream = await routing.workstream();
    const ann = await routing.agent(workstream);
    const conversation = await routing.start(workstream);
    await routing.assigned(conversation);
    await routing.away(conversation, 1);
    await routing.seal(conversation, 'started-new');
    await routing.untilState(conversation, 'wrap-up');
    const next = await routing.start(workstream);
    expect(await routing.assigned(next)).toBe(ann);
  });

  it('with custom time releases the units when the block ends, and closes at auto-close', async () => {
    const workstream = await routing.workstream({ wrapUpRule: 'custom-time', wrapUpSeconds: 60 });
    const ann = await routing.agent(workstream);
    const conversation = await routing.start(workstream);
    await routing.assigned(conversation);
    await routing.seal(conversation, 'ended');
    await routing.untilState(conversation, 'wrap-up');
    expect(await routing.usedUnits(ann)).toBe(1);
    const next = await routing.start(workstream);
    await routing.ring('wrap-up-block', conversation, 1);
    expect(await routing.assigned(next)).toBe(ann);
    expect((await routing.row(conversation)).state).toBe('wrap-up');
    await routing.ring('auto-close', conversation, 1);
    await routing.untilState(conversation, 'closed');
  });
});

describe('an agent who leaves', () => {
  it('for longer than the grace period loses active conversations, and those with an away customer are parked', async () => {
    const workstream = await routing.workstream();
    const ann = await routing.agent(workstream, { maxUnits: 2 });
    const present = await routing.start(workstream);
    const absent = await routing.start(workstream);
    await routing.assigned(present);
    await routing.assigned(absent);
    await routing.away(absent, 1);
    await eventually(async () => (await routing.row(absent)).slot === 'held');
    await routing.ask(setPresence, { agentId: ann, presence: 'do-not-disturb' });
    await routing.lose(ann, 1);
    await routing.ring('agent-grace', ann, 1);
    await routing.untilState(absent, 'open');
    expect((await routing.row(absent)).away).toBe(true);
    const bob = await routing.agent(workstream, { maxUnits: 2 });
    expect(await routing.assigned(present)).toBe(bob);
    expect(await routing.usedUnits(ann)).toBe(0);
    expect((await routing.facts(present)).at(-2)).toMatchObject({
      type: 'ConversationRequeued',
      data: { agentId: ann, reason: 'AgentDisconnected', parked: false },
    });
    // The agent reconnects after the grace period; the chosen presence still applies.
    await routing.connect(ann, 2);
    await eventually(async () => {
      expect(await routing.ask(agentStatus, { agentId: ann })).toMatchObject({ presence: 'do-not-disturb' });
    });
  });

  it('keeps them when back within the grace period, even if the alarm still rings', async () => {
    const workstream = await routing.workstream();
    const ann = await routing.agent(workstream);
    const conversation = await routing.start(workstream);
    await routing.assigned(conversation);
    await routing.lose(ann, 1);
    await eventually(async () => (await routing.connectionOf(ann)) === 'lost');
    await routing.connect(ann, 2);
    await eventually(async () => (await routing.connectionOf(ann)) === 'live');
    await routing.ring('agent-grace', ann, 1);
    await eventually(async () => {
      const [row] = await routing.database.query(
        `select from applied_versions where family = 'deadline' and aggregate_id = $1 and version = 1`,
        [ann],
      );
      return row;
    });
    expect(await routing.row(conversation)).toMatchObject({ state: 'active', agentId: ann });
  });

  it('loses them also when the alarm arrives before the disconnect', async () => {
    const workstream = await routing.workstream();
    const ann = await routing.agent(workstream);
    const conversation = await routing.start(workstream);
    await routing.assigned(conversation);
    await routing.ring('agent-grace', ann, 1);
    const witness = await routing.workstream();
    await routing.untilState(await routing.start(witness), 'open');
    expect((await routing.row(conversation)).state).toBe('active');
    await routing.lose(ann, 1);
    await routing.untilState(conversation, 'open');
  });

  it('by signing out closes each tab and keeps conversations in wrap-up', async () => {
    const workstream = await routing.workstream();
    const ann = await routing.agent(workstream, { maxUnits: 2 });
    const finished = await routing.start(workstream);
    const live = await routing.start(workstream);
    await routing.assigned(finished);
    await routing.assigned(live);
    await routing.seal(finished, 'ended');
    await routing.untilState(finished, 'wrap-up');
    await routing.signOut(ann, 1);
    await routing.untilState(live, 'open');
    expect((await routing.facts(live)).at(-1)).toMatchObject({ data: { reason: 'AgentClosedSession' } });
    expect(await routing.row(finished)).toMatchObject({ state: 'wrap-up', agentId: ann });
    await routing.ring('auto-close', finished, 1);
    await routing.untilState(finished, 'closed');
    expect(await routing.usedUnits(ann)).toBe(0);
  });

  it('also loses a conversation that is assigned at the same time', async () => {
    const workstream = await routing.workstream();
    const ann = await routing.agent(workstream);
    const other = await routing.workstream();
    const conversation = await routing.start(other);
    await routing.untilState(conversation, 'open');
    const [replica] = routing.replicas as [RunningService];
    await routing.database.transaction(async (tx) => {
      const changes = replica.app.get(ChangeConversations);
      const held = await changes.lock(tx, { conversations: [conversation] });
      const to = { agentId: ann, reachable: true, maxUnits: 1, usedUnits: 0 };
      changes.decide(tx, held, [
        { conversationId: conversation, intent: { type: 'assign', by: 'push', to } },
      ]);
      await routing.signOut(ann, 1);
      await eventually(async () => {
        const [row] = await routing.database.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return row;
      });
    });
    await routing.untilState(conversation, 'open');
    expect(await routing.usedUnits(ann)).toBe(0);
  });

  it('by releasing does not get the conversation back when another agent can take it', async () => {
    const workstream = await routing.workstream();
    const ann = await routing.agent(workstream, { maxUnits: 5 });
    const conversation = await routing.start(workstream);
    await routing.assigned(conversation);
    const bob = await routing.agent(workstream, { maxUnits: 1 });
    expect(await routing.ask(release, { conversationId: conversation, agentId: ann })).toEqual({});
    expect(await routing.assigned(conversation)).toBe(bob);
  });
});
