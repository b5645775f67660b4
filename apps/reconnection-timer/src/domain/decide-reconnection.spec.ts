import type { ReconnectionFact, WindowTerms } from '@rejoin/contracts';
import { instant, isRefused, refuse } from '@rejoin/kernel';
import { answerTo } from './answer';
import type { Command } from './command';
import { reconnection } from './decide-reconnection';
import { initial } from './reconnection';
import { noOutages, type Outages } from './outage';

const conversationId = 'c1';
/** Seconds after the disconnect; the deadline of `terms` is at 180. */
const at = (seconds: number) => instant(Date.UTC(2026, 0, 31, 9) + seconds * 1000);
const terms: WindowTerms = {
  kind: 'reconnect',
  lostAt: at(0),
  awayAt: at(5),
  deadlineAt: at(180),
  limitSeconds: 180,
  extension: { times: 2, seconds: 60 },
};
const open = (epoch = 1): Command => ({ type: 'open', conversationId, epoch, terms });
const request = (claim: string, epoch = 1): Command => ({
  type: 'request',
  conversationId,
  epoch,
  claim,
  way: 'resume',
  terms,
});
const extend = (requestId: string, epoch = 1): Command => ({
  type: 'extend',
  conversationId,
  epoch,
  by: 'agent',
  request: requestId,
});
const end: Command = { type: 'seal', conversationId, by: 'agent', agentId: 'a1', reason: 'ended' };
const expire: Command = { type: 'expire', conversationId };

/** given(...what happened at which second).when(command, second) -> the names of the new facts, and the answer */
function given(...history: [Command, number][]) {
  const past = history.reduce((state, [command, second]) => {
    const decision = reconnection.decide(state, { ...command, now: at(second) });
    return isRefused(decision) ? state : decision.reduce(reconnection.evolve, state);
  }, initial);
  return {
    when(command: Command, second: number, outages = noOutages) {
      const decision = reconnection.decide(past, { ...command, now: at(second), outages });
      const facts: readonly ReconnectionFact[] = isRefused(decision) ? [] : decision;
      const state = facts.reduce(reconnection.evolve, past);
      const answer = isRefused(decision) ? decision : answerTo(command, state, facts);
      return { facts, names: facts.map(({ type }) => type), answer, state };
    },
  };
}

const accepted = (second: number, nextEpoch = 2) => ({ nextEpoch, at: at(second) });

describe('a conversation whose customer counts as away', () => {
  it('has a window with the terms of the disconnect', () => {
    expect(given().when(open(), 5).facts).toEqual([
      {
        type: 'ReconnectionWindowOpened',
        data: {
          conversationId,
          epoch: 1,
          kind: 'reconnect',
          lostAt: at(0),
          deadlineAt: at(180),
          limitSeconds: 180,
          extensionsLeft: 2,
          extensionSeconds: 60,
        },
      },
    ]);
  });

  it('has one window, however often the disconnect is delivered', () => {
    expect(given([open(), 5]).when(open(), 6).names).toEqual([]);
  });

  it('gets no second window while one is open', () => {
    expect(given([open(), 5]).when(open(2), 6).names).toEqual([]);
  });
});

describe('an open window', () => {
  it('is won by a return before the deadline', () => {
    const { names, answer } = given([open(), 5]).when(request('ann'), 179.999);
    expect(names).toEqual(['ReconnectRequested', 'ReconnectAccepted']);
    expect(answer).toEqual(accepted(179.999));
  });

  it('is lost in the very millisecond of the deadline: the late request itself expires it', () => {
    const { names, facts, answer } = given([open(), 5]).when(request('ann'), 180);
    expect(names).toEqual(['ReconnectRequested', 'ReconnectExpired']);
    expect(facts[1]?.data).toMatchObject({ by: 'late-request', deadlineAt: at(180), at: at(180) });
    expect(answer).toEqual(refuse('window-expired'));
  });

  it('is expired by the timer at the deadline', () => {
    const { facts } = given([open(), 5]).when(expire, 180);
    expect(facts).toEqual([
      {
        type: 'ReconnectExpired',
        data: { conversationId, epoch: 1, kind: 'reconnect', deadlineAt: at(180), by: 'timer', at: at(180) },
      },
    ]);
  });

  it('is not expired a millisecond before', () => {
    expect(given([open(), 5]).when(expire, 179.999).names).toEqual([]);
  });

  it('is ended by whoever ends the conversation', () => {
    const { facts, answer } = given([open(), 5]).when(end, 60);
    expect(facts).toEqual([
      {
        type: 'ConversationSealed',
        data: { conversationId, by: 'agent', agentId: 'a1', reason: 'ended', endedEpoch: 1, at: at(60) },
      },
    ]);
    expect(answer).toEqual({ at: at(60), already: false });
  });

  it('expires when it is ended too late', () => {
    const { names, answer } = given([open(), 5]).when(end, 180);
    expect(names).toEqual(['ReconnectExpired']);
    expect(answer).toEqual({ at: at(180), already: true });
  });

  it('refuses claimants of older and of unknown epochs', () => {
    const { names, answer } = given([open(3), 5]).when(request('ann', 2), 60);
    expect(names).toEqual(['ReconnectRequested', 'ReconnectRejected']);
    expect(answer).toEqual(refuse('superseded'));
    expect(given([open(3), 5]).when(request('ann', 4), 60).answer).toEqual(refuse('denied'));
  });
});

describe('a request that arrives before its disconnect', () => {
  it('opens the window with the terms that it carries, and is accepted', () => {
    const { names, answer } = given().when(request('ann'), 4);
    expect(names).toEqual(['ReconnectionWindowOpened', 'ReconnectRequested', 'ReconnectAccepted']);
    expect(answer).toEqual(accepted(4));
  });

  it('opens and expires it when the deadline has passed', () => {
    const { names, answer } = given().when(request('ann'), 181);
    expect(names).toEqual(['ReconnectionWindowOpened', 'ReconnectRequested', 'ReconnectExpired']);
    expect(answer).toEqual(refuse('window-expired'));
  });

  it('makes the disconnect, which arrives later, change nothing', () => {
    expect(given([request('ann'), 4]).when(open(), 5).names).toEqual([]);
  });
});

describe('a window whose deadline fell into an outage of the timer', () => {
  const longestSeconds = 900;
  const away: Outages = {
    ended: [{ since: at(175), until: at(185) }],
    ongoingSince: null,
    maxExtensionSeconds: longestSeconds,
  };
  const lasting: Outages = { ended: [], ongoingSince: at(175), maxExtensionSeconds: longestSeconds };

  it('is extended by the length of the outage, whichever command comes first', () => {
    const [moved] = given([open(), 5]).when(expire, 186, away).facts;
    expect(moved).toMatchObject({
      type: 'ReconnectionWindowExtended',
      data: { deadlineAt: at(190), by: 'system', seconds: 10, extensionsLeft: 2, at: at(186) },
    });
    const story = ['ReconnectionWindowExtended', 'ReconnectRequested', 'ReconnectAccepted'];
    expect(given([open(), 5]).when(request('ann'), 186, away).names).toEqual(story);
    expect(given([open(), 5]).when(end, 186, away).names).toEqual([story[0], 'ConversationSealed']);
  });

  it('stays open for five seconds after the outage, but is extended by no more than the setting allows', () => {
    const short: Outages = { ...away, ended: [{ since: at(179), until: at(182) }] };
    expect(given([open(), 5]).when(expire, 182, short).facts[0]?.data).toMatchObject({ deadlineAt: at(187) });
    const capped: Outages = { ...away, maxExtensionSeconds: 4 };
    expect(given([open(), 5]).when(expire, 183, capped).names).toEqual(['ReconnectionWindowExtended']);
    expect(given([open(), 5]).when(expire, 186, capped).names).toEqual(['ReconnectExpired']);
    expect(given([open(), 5]).when(request('ann'), 186, capped).answer).toEqual(refuse('window-expired'));
  });

  it('does not expire while the outage lasts, and is extended by a request in that time', () => {
    expect(given([open(), 5]).when(expire, 181, lasting).facts).toEqual([]);
    expect(given([open(), 5]).when(request('ann'), 181, lasting).answer).toEqual(accepted(181));
  });

  it('expires normally when the deadline was before or after the outage', () => {
    for (const ended of [[{ since: at(181), until: at(190) }], [{ since: at(160), until: at(179) }]]) {
      expect(given([open(), 5]).when(expire, 191, { ...away, ended }).names).toEqual(['ReconnectExpired']);
    }
  });

  it('is also extended when its disconnect arrives after the outage', () => {
    expect(given().when(request('ann'), 186, away).answer).toEqual(accepted(186));
  });
});

describe('a return that was recorded before the deadline', () => {
  const recorded = { ...request('ann'), askedAt: at(179.999) } as Command;

  it('is accepted after it, and the fact records when it was requested', () => {
    const late = given([open(), 5]).when(recorded, 188);
    expect(late.answer).toEqual(accepted(188));
    expect(late.facts.at(-1)?.data).toMatchObject({ askedAt: at(179.999), at: at(188) });
    expect(given().when(recorded, 188).answer).toEqual(accepted(188));
  });

  it('is too late once the window has expired or ended', () => {
    expect(given([open(), 5], [expire, 180]).when(recorded, 188).answer).toEqual(refuse('window-expired'));
    expect(given([open(), 5], [end, 100]).when(recorded, 188).answer).toEqual(refuse('conversation-ended'));
  });

  it('counts from now when its recorded instant is in the future', () => {
    const future = { ...request('ann'), askedAt: at(900) } as Command;
    expect(given([open(), 5]).when(future, 179).answer).toEqual(accepted(179));
    expect(given([open(), 5]).when(future, 180).answer).toEqual(refuse('window-expired'));
  });
});

describe('after an accepted return', () => {
  const returned = given([open(), 5], [request('ann'), 60]);

  it('the same claim gets the same answer, and there are no new facts', () => {
    const { names, answer } = returned.when(request('ann'), 300);
    expect(names).toEqual([]);
    expect(answer).toEqual(accepted(60));
  });

  it('another claim is superseded, with one fact', () => {
    const { names, answer } = returned.when(request('bob'), 61);
    expect(names).toEqual(['ReconnectRequested', 'ReconnectRejected']);
    expect(answer).toEqual(refuse('superseded'));
    const again = given([open(), 5], [request('ann'), 60], [request('bob'), 61]).when(request('eve'), 62);
    expect(again.names).toEqual([]);
    expect(again.answer).toEqual(refuse('superseded'));
  });

  it('nothing expires', () => {
    expect(returned.when(expire, 181).names).toEqual([]);
  });

  it('the next disconnect opens the next window', () => {
    expect(returned.when(open(2), 100).names).toEqual(['ReconnectionWindowOpened']);
  });

  it('a request for the next epoch may also arrive before its disconnect', () => {
    expect(returned.when(request('ann', 2), 100).answer).toEqual(accepted(100, 3));
  });

  it('an end seals the conversation and ends no window', () => {
    expect(returned.when(end, 100).facts[0]?.data).toMatchObject({ endedEpoch: null });
  });
});

describe('an extension', () => {
  it('moves the deadline', () => {
    const { facts, answer } = given([open(), 5]).when(extend('r1'), 100);
    expect(facts).toEqual([
      {
        type: 'ReconnectionWindowExtended',
        data: {
          conversationId,
          epoch: 1,
          deadlineAt: at(240),
          by: 'agent',
          seconds: 60,
          extensionsLeft: 1,
          request: 'r1',
          at: at(100),
        },
      },
    ]);
    expect(answer).toEqual({ deadlineAt: at(240), extensionsLeft: 1 });
  });

  it('lets a later return win, whose answer names the extending request', () => {
    const { answer } = given([open(), 5], [extend('r1'), 100]).when(request('ann'), 239);
    expect(answer).toEqual({ ...accepted(239), extendedBy: ['r1'] });
    expect(given([open(), 5], [extend('r1'), 100]).when(expire, 239).names).toEqual([]);
  });

  it('that is requested twice extends the window once', () => {
    const { names, answer } = given([open(), 5], [extend('r1'), 100]).when(extend('r1'), 101);
    expect(names).toEqual([]);
    expect(answer).toEqual({ deadlineAt: at(240), extensionsLeft: 1 });
  });

  it('is refused when none is left', () => {
    const extended = given([open(), 5], [extend('r1'), 100], [extend('r2'), 101]);
    expect(extended.when(extend('r3'), 102).answer).toEqual(refuse('no-extension-left'));
  });

  it('never makes a window longer than 24 hours', () => {
    const day = { ...terms, deadlineAt: at(86_370), extension: { times: 2, seconds: 60 } };
    const long = given([{ type: 'open', conversationId, epoch: 1, terms: day }, 5]);
    expect(long.when(extend('r1'), 100).answer).toEqual({ deadlineAt: at(86_400), extensionsLeft: 1 });
    const full = { ...day, deadlineAt: at(86_399.5) };
    const atTheEnd = given([{ type: 'open', conversationId, epoch: 1, terms: full }, 5]);
    expect(atTheEnd.when(extend('r1'), 100).answer).toEqual(refuse('no-extension-left'));
  });

  it('needs an open window of that epoch', () => {
    expect(given().when(extend('r1'), 5).answer).toEqual(refuse('no-window'));
    expect(given([open(2), 5]).when(extend('r1', 1), 6).answer).toEqual(refuse('no-window'));
    expect(given([open(), 5], [request('ann'), 6]).when(extend('r1'), 7).answer).toEqual(refuse('no-window'));
  });

  it('that comes too late expires the window', () => {
    const { names, answer } = given([open(), 5]).when(extend('r1'), 180);
    expect(names).toEqual(['ReconnectExpired']);
    expect(answer).toEqual(refuse('window-expired'));
  });

  it('of a sealed conversation is refused with how it ended', () => {
    expect(given([open(), 5], [expire, 180]).when(extend('r1'), 181).answer).toEqual(
      refuse('window-expired'),
    );
    expect(given([open(), 5], [end, 60]).when(extend('r1'), 61).answer).toEqual(refuse('conversation-ended'));
  });
});

describe('to stop waiting for an absent customer', () => {
  const giveUp = (awayEpoch: number): Command => ({
    type: 'seal',
    conversationId,
    by: 'supervisor',
    agentId: null,
    reason: 'gave-up',
    awayEpoch,
  });

  it('ends the window of that absence', () => {
    const { facts } = given([open(), 5]).when(giveUp(1), 60);
    expect(facts).toMatchObject([{ type: 'ConversationSealed', data: { reason: 'gave-up', endedEpoch: 1 } }]);
  });

  it('before the disconnect is known lets no window open', () => {
    expect(given().when(giveUp(1), 4).names).toEqual(['ConversationSealed']);
    expect(given([open(), 5], [request('ann'), 60]).when(giveUp(2), 90).names).toEqual([
      'ConversationSealed',
    ]);
    expect(given([giveUp(1), 4]).when(open(), 5).names).toEqual([]);
  });

  it('is refused once its customer is back, and ends nothing', () => {
    const { names, answer } = given([open(), 5], [request('ann'), 60]).when(giveUp(1), 60);
    expect(names).toEqual([]);
    expect(answer).toEqual(refuse('no-window'));
  });

  it('is refused for an older absence than the current one', () => {
    const { names, answer } = given([open(2), 5]).when(giveUp(1), 60);
    expect(names).toEqual([]);
    expect(answer).toEqual(refuse('no-window'));
  });

  it('twice succeeds', () => {
    expect(given([open(), 5], [giveUp(1), 60]).when(giveUp(1), 61).answer).toEqual({
      at: at(60),
      already: true,
    });
  });
});

describe('a supervisor', () => {
  const accountId = 'sue';

  it('who extends or stops waiting is recorded by account', () => {
    const by = 'supervisor';
    const extended = given([open(), 5]).when({ ...extend('r1'), by, accountId } as Command, 60);
    expect(extended.facts).toMatchObject([{ data: { by, accountId } }]);
    const gaveUp = { type: 'seal', conversationId, by, accountId, agentId: null, reason: 'gave-up' } as const;
    expect(given([open(), 5]).when(gaveUp, 60).facts).toMatchObject([{ data: { by, accountId } }]);
  });
});

describe('a sealed conversation', () => {
  const ended = given([end, 10]);
  const expired = given([open(), 5], [expire, 180]);

  it('opens no window', () => {
    expect(ended.when(open(), 11).names).toEqual([]);
    expect(expired.when(open(2), 181).names).toEqual([]);
  });

  it('refuses each return with the reason, and records each reason once', () => {
    const { names, answer } = ended.when(request('ann'), 11);
    expect(names).toEqual(['ReconnectRequested', 'ReconnectRejected']);
    expect(answer).toEqual(refuse('conversation-ended'));
    expect(given([end, 10], [request('ann'), 11]).when(request('bob'), 12).names).toEqual([]);
    expect(expired.when(request('ann'), 181).answer).toEqual(refuse('window-expired'));
  });

  it('refuses even the claimant who was accepted before', () => {
    const { answer } = given([open(), 5], [request('ann'), 60], [end, 70]).when(request('ann'), 71);
    expect(answer).toEqual(refuse('conversation-ended'));
  });

  it('keeps its first seal', () => {
    const { names, answer } = ended.when({ ...end, by: 'customer', reason: 'closed-by-customer' }, 20);
    expect(names).toEqual([]);
    expect(answer).toEqual({ at: at(10), already: true });
    expect(expired.when(end, 200).answer).toEqual({ at: at(180), already: true });
  });

  it('neither expires nor is extended', () => {
    const sealed = given([open(), 5], [end, 10]);
    expect(sealed.when(expire, 181).names).toEqual([]);
    expect(sealed.when(extend('r1'), 20).answer).toEqual(refuse('conversation-ended'));
  });
});
