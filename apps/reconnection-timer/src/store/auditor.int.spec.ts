import { newId } from '@rejoin/kernel';
import type { FreshDatabase } from '@rejoin/testing';
import { asking, ending, extending, freshTimerDatabase, opening, Replica } from '../timer.fixture';
import { auditReconnections } from './auditor';

let fresh: FreshDatabase;
let replica: Replica;

beforeAll(async () => {
  fresh = await freshTimerDatabase();
  replica = await Replica.open(fresh.url);
});

afterAll(async () => {
  await replica.close();
  await fresh.drop();
});

/** Creates a conversation for each outcome, whose tables and facts agree. */
async function stories() {
  const [returned, expired, ended, open] = [newId(), newId(), newId(), newId()];
  const [soon, later] = [await replica.in(0.02), await replica.in(600)];
  await replica.askAll([
    opening(returned, later),
    extending(returned),
    asking(returned, later),
    opening(expired, soon),
    opening(ended, later),
    ending(ended),
    opening(open, later),
  ]);
  await replica.untilDue(soon);
  await replica.expire([expired]);
  await replica.database.query(
    `insert into alarms (kind, subject_id, generation, due_at) values ('auto-close', $1, 1, $2)`,
    [open, later],
  );
  return { returned, expired, ended, open };
}

const again = (type: string) =>
  `insert into outbox (id, org, family, aggregate_id, version, type, data, traceparent)
   select gen_random_uuid(), org, family, aggregate_id, version + 100, type, data, traceparent from outbox
   where aggregate_id = $1 and type = '${type}'`;

type Fate = 'returned' | 'expired' | 'ended' | 'open';

describe('the auditor', () => {
  it('reports nothing when tables and facts agree', async () => {
    await stories();
    expect(await auditReconnections(replica.database)).toEqual([]);
  });

  it.each<[string, Fate, RegExp, string]>([
    ['a window that opened twice', 'open', /opened 2 times/, again('ReconnectionWindowOpened')],
    ['two outcomes of one epoch', 'expired', /decided 2 times/, again('ReconnectExpired')],
    ['a second seal', 'ended', /sealed 2 times/, again('ConversationSealed')],
    ['a return after the seal', 'expired', /ReconnectAccepted after the seal/, acceptedAfter()],
    [
      'an outcome that no fact tells',
      'returned',
      /the table says ended/,
      `update windows set outcome = 'ended' where conversation_id = $1`,
    ],
    [
      'another deadline than the facts tell',
      'open',
      /another deadline/,
      `update windows set deadline_at = deadline_at + interval '1 s' where conversation_id = $1`,
    ],
    [
      'an expiry before the deadline',
      'expired',
      /expired at/,
      `update outbox set data = data || '{"deadlineAt": "2999-01-01T00:00:00.000Z"}' where aggregate_id = $1 and type = 'ReconnectionWindowOpened'`,
    ],
    [
      'a seal that no fact tells',
      'open',
      /sealed by the table/,
      `update reconnections set sealed_at = now(), sealed_because = 'ended' where conversation_id = $1`,
    ],
    [
      'a window left open by a seal',
      'ended',
      /open in a sealed/,
      `update windows set outcome = null, decided_at = null where conversation_id = $1`,
    ],
    [
      'a window that nobody expires',
      'open',
      /undecided since/,
      `update windows set deadline_at = now() - interval '1 min' where conversation_id = $1`,
    ],
    [
      'an alarm that does not ring',
      'open',
      /has not rung/,
      `update alarms set due_at = now() - interval '1 min' where subject_id = $1`,
    ],
    ['an alarm that rings twice', 'open', /rang 2 times/, rungTwice()],
  ])('finds %s', async (_, fate, finding, damage) => {
    const { [fate]: id } = await stories();
    const undo = new Error('undo');
    const damaged = replica.database.transaction(async (tx) => {
      await tx.query(damage, [id]);
      const findings = await auditReconnections(tx);
      expect(findings.join('\n')).toMatch(finding);
      expect(findings.every((one) => one.includes(id))).toBe(true);
      throw undo;
    });
    await expect(damaged).rejects.toBe(undo);
  });
});

function acceptedAfter(): string {
  return `insert into outbox (id, org, family, aggregate_id, version, type, data, traceparent)
    values (gen_random_uuid(), 'default', 'reconnection', $1, 100, 'ReconnectAccepted',
      '{"epoch": 2, "at": "2020-01-01T00:00:00.000Z"}', '')`;
}

function rungTwice(): string {
  return `insert into outbox (id, org, family, aggregate_id, version, type, data, traceparent)
    select gen_random_uuid(), 'default', 'deadline', $1, v, 'DeadlineReached',
      '{"kind": "auto-close", "generation": 1}', '' from generate_series(1, 2) v`;
}
