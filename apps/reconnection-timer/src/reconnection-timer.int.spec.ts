import { extendWindow, requestReconnect, seal, type Fact } from '@rejoin/contracts';
import { instant, millis, newId, refuse } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { auditReconnections } from './store/auditor';
import { TimerOnBus } from './timer-on-bus.fixture';
import { termsUntil } from './timer.fixture';

let system: TimerOnBus;

beforeAll(async () => {
  system = await TimerOnBus.start(2);
});

afterAll(async () => {
  await system.stop();
});

afterEach(async () => {
  expect(await auditReconnections(system.database)).toEqual([]);
});

const inSeconds = (seconds: number) => instant(Date.now() + seconds * 1000);

function away(conversationId: string, deadlineAt: string, epoch = 1): Fact {
  const data = { conversationId, workstreamId: 'w1', epoch, ...termsUntil(deadlineAt) };
  return { type: 'CustomerDisconnected', data };
}

const ask = (conversationId: string, deadlineAt: string, claim = 'ann', epoch = 1) =>
  system.gateway.bus.ask(
    requestReconnect,
    { conversationId, epoch, claim, way: 'resume', window: termsUntil(deadlineAt) },
    10_000,
  );

const untilStory = (id: string, story: string[]) =>
  eventually(() => {
    expect(system.factTypesOf(id)).toEqual(story);
  });

describe('two replicas', () => {
  it('turn a disconnect into a window, and its deadline into one expiry', async () => {
    const id = newId();
    await system.gateway.publish(away(id, inSeconds(1)));
    await untilStory(id, ['ReconnectionWindowOpened', 'ReconnectExpired']);
    expect(system.factsOf(id)[1]?.data).toMatchObject({ by: 'timer' });
  });

  it('expire many windows that are due at one instant, each once', async () => {
    const ids = Array.from({ length: 500 }, () => newId());
    const deadlineAt = inSeconds(3);
    await system.gateway.publish(...ids.map((id) => away(id, deadlineAt)));
    await eventually(() => {
      expect(ids.filter((id) => system.factTypesOf(id).includes('ReconnectExpired'))).toHaveLength(500);
    });
    for (const id of ids)
      expect(system.factTypesOf(id)).toEqual(['ReconnectionWindowOpened', 'ReconnectExpired']);
  });

  it('accept a return in time, and then expire no window', async () => {
    const [id, expired] = [newId(), newId()];
    const deadlineAt = inSeconds(5);
    await system.gateway.publish(away(id, deadlineAt), away(expired, deadlineAt));
    await untilStory(id, ['ReconnectionWindowOpened']);
    expect(await ask(id, deadlineAt)).toMatchObject({ nextEpoch: 2 });
    await untilStory(expired, ['ReconnectionWindowOpened', 'ReconnectExpired']);
    expect(system.factTypesOf(id)).toEqual([
      'ReconnectionWindowOpened',
      'ReconnectRequested',
      'ReconnectAccepted',
    ]);
  });

  it('answer a request that arrives before its disconnect, and ignore the disconnect', async () => {
    const id = newId();
    const deadlineAt = inSeconds(60);
    expect(await ask(id, deadlineAt)).toMatchObject({ nextEpoch: 2 });
    await system.gateway.publish(away(id, deadlineAt), away(id, deadlineAt, 2));
    await untilStory(id, [
      'ReconnectionWindowOpened',
      'ReconnectRequested',
      'ReconnectAccepted',
      'ReconnectionWindowOpened',
    ]);
    expect(system.factsOf(id)[3]?.data).toMatchObject({ epoch: 2 });
  });

  it('answer many concurrent requests with fewer commits than answers', async () => {
    const commits = async () => {
      const [row] = await system.database.query<{ n: number }>(
        `select count(distinct xmin::text) as n from windows where claim = 'crowd'`,
      );
      return row?.n ?? 0;
    };
    const deadlineAt = inSeconds(60);
    const answers = await Promise.all(Array.from({ length: 400 }, () => ask(newId(), deadlineAt, 'crowd')));
    for (const answer of answers) expect(answer).toMatchObject({ nextEpoch: 2 });
    expect(await commits()).toBeLessThan(200);
  });

  it('extend a window once for a repeated request', async () => {
    const id = newId();
    const deadlineAt = inSeconds(60);
    await system.gateway.publish(away(id, deadlineAt));
    await untilStory(id, ['ReconnectionWindowOpened']);
    const request = { conversationId: id, epoch: 1, by: 'agent' as const, requestId: 'frame-7' };
    const extended = await system.gateway.bus.ask(extendWindow, request, 10_000);
    expect(extended).toEqual({ deadlineAt: instant(millis(deadlineAt) + 60_000), extensionsLeft: 0 });
    expect(await system.gateway.bus.ask(extendWindow, request, 10_000)).toEqual(extended);
    const again = { ...request, requestId: 'frame-8' };
    expect(await system.gateway.bus.ask(extendWindow, again, 10_000)).toEqual(refuse('no-extension-left'));
    await untilStory(id, ['ReconnectionWindowOpened', 'ReconnectionWindowExtended']);
    expect(JSON.stringify(system.factsOf(id))).not.toContain('frame-7');
  });

  it('seal a conversation once, and refuse returns to it', async () => {
    const id = newId();
    const request = { conversationId: id, by: 'agent' as const, agentId: 'a1', reason: 'ended' as const };
    const sealed = await system.gateway.bus.ask(seal, request, 10_000);
    expect(sealed).toMatchObject({ already: false });
    expect(await system.gateway.bus.ask(seal, request, 10_000)).toEqual({ ...sealed, already: true });
    expect(await ask(id, inSeconds(60))).toEqual(refuse('conversation-ended'));
    await untilStory(id, ['ConversationSealed', 'ReconnectRequested', 'ReconnectRejected']);
  });

  it('ring each alarm that facts of other services schedule once', async () => {
    const [agentId, backId, conversationId, closedId] = [newId(), newId(), newId(), newId()];
    const lost = (id: string): Fact => ({
      type: 'AgentDisconnected',
      data: { agentId: id, epoch: 4, lostAt: inSeconds(0), graceSeconds: 1 },
    });
    const wrappedUp = (id: string): Fact => ({
      type: 'ConversationWrappedUp',
      data: {
        conversationId: id,
        workstreamId: 'w1',
        agentId,
        reason: 'ConversationEndedByAgent',
        rule: 'custom-time',
        blockSeconds: 1,
        autoCloseSeconds: 1,
        generation: 2,
        at: inSeconds(0),
      },
    });
    await system.gateway.publish(lost(agentId), lost(backId), {
      type: 'AgentConnected',
      data: { agentId: backId, epoch: 5, at: inSeconds(0) },
    });
    await system.routing.publish(wrappedUp(conversationId), wrappedUp(closedId), {
      type: 'ConversationClosed',
      data: { conversationId: closedId, workstreamId: 'w1', reason: 'ClosedByAgent', at: inSeconds(0) },
    });
    await untilStory(agentId, ['DeadlineReached']);
    await untilStory(conversationId, ['DeadlineReached', 'DeadlineReached']);
    expect(system.factsOf(agentId)[0]?.data).toMatchObject({ kind: 'agent-grace', generation: 4 });
    expect(system.factsOf(conversationId).map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'wrap-up-block', generation: 2 }),
        expect.objectContaining({ kind: 'auto-close', generation: 2 }),
      ]),
    );
    expect(system.factTypesOf(backId)).toEqual([]);
    expect(system.factTypesOf(closedId)).toEqual([]);
  });
});

describe('a timer that was down at a deadline', () => {
  it('extends its windows by the outage: a request after it is accepted, the other windows expire', async () => {
    const [returning, absent] = [newId(), newId()];
    const deadlineAt = inSeconds(5);
    await system.gateway.publish(away(returning, deadlineAt), away(absent, deadlineAt));
    for (const id of [returning, absent]) await untilStory(id, ['ReconnectionWindowOpened']);
    await system.stopReplicas();
    await eventually(() => Date.now() > millis(deadlineAt) + 100);
    expect(system.factTypesOf(returning)).toEqual(['ReconnectionWindowOpened']);
    await system.startReplicas(2);
    expect(await ask(returning, deadlineAt)).toMatchObject({ nextEpoch: 2 });
    await untilStory(returning, ['ReconnectionWindowOpened', 'ReconnectRequested', 'ReconnectAccepted']);
    await untilStory(absent, ['ReconnectionWindowOpened', 'ReconnectExpired']);
    for (const id of [returning, absent]) expect(system.factsOf(id)[1]?.data).toMatchObject({ by: 'system' });
  });

  it('expires no window while it does not reach the bus, and extends them afterwards', async () => {
    const id = newId();
    const deadlineAt = inSeconds(5);
    await system.gateway.publish(away(id, deadlineAt));
    await untilStory(id, ['ReconnectionWindowOpened']);
    await system.nats.stop();
    await eventually(() => Date.now() > millis(deadlineAt) + 500);
    await system.nats.start();
    await eventually(async () => {
      expect(await ask(id, deadlineAt)).toMatchObject({ nextEpoch: 2 });
    });
  });

  it('opens and expires windows whose disconnect arrived in the meantime', async () => {
    const id = newId();
    await system.stopReplicas();
    await system.gateway.publish(away(id, inSeconds(0.1)));
    await system.startReplicas(1);
    await eventually(() => {
      const story = system.factTypesOf(id);
      expect([story.at(0), story.at(-1)]).toEqual(['ReconnectionWindowOpened', 'ReconnectExpired']);
    });
  });
});
