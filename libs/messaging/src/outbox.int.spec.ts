import type { Fact } from '@rejoin/contracts';
import { freshDatabase, type FreshDatabase } from '@rejoin/testing';
import { messagingSchema } from './store/messaging.schema';
import { operateAll } from '@rejoin/tracing';
import { Outbox } from './outbox';
import { conversationStarted, messageSent, upTo } from './two-services.fixture';

describe('appended facts', () => {
  let fresh: FreshDatabase;
  const outbox = new Outbox();

  beforeAll(async () => {
    fresh = await freshDatabase('session-gateway', messagingSchema);
  });
  afterAll(() => fresh.drop());

  const rowsOf = (id: string) =>
    fresh.database.query<{ version: number; data: { seq: number }; traceparent: string }>(
      `select version, data, traceparent from outbox where aggregate_id = $1 order by seq`,
      [id],
    );

  it('have versions 1..n in the order of the outbox, also with concurrent writers', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    const writer = async (w: number) => {
      for (let i = 0; i < 20; i++) {
        const facts = ids.flatMap((id) => [messageSent(id, w), messageSent(id, i)]);
        await fresh.database
          .transaction(async (tx) => {
            outbox.append(tx, i % 2 ? facts : facts.reverse());
            if (i % 5 === 4) throw new Error('changed my mind');
          })
          .catch((error: unknown) => {
            if (!(error instanceof Error) || error.message !== 'changed my mind') throw error;
          });
      }
    };
    await Promise.all(upTo(8).map(writer));
    for (const id of ids) {
      expect((await rowsOf(id)).map(({ version }) => version)).toEqual(upTo(8 * 16 * 2));
    }
  });

  it('keep the order in which they were appended', async () => {
    await fresh.database.transaction((tx) =>
      outbox.append(tx, [messageSent('x', 3), messageSent('y', 9), messageSent('x', 1)]),
    );
    expect((await rowsOf('x')).map(({ version, data }) => [version, data.seq])).toEqual([
      [1, 3],
      [2, 1],
    ]);
  });

  describe('of several kinds', () => {
    const previous = async (id: string) => {
      const rows = await fresh.database.query<{ previous: unknown }>(
        `select previous from outbox where aggregate_id = $1 order by version`,
        [id],
      );
      return rows.map((row) => row.previous);
    };
    const append = (...facts: Fact[]) => fresh.database.transaction((tx) => outbox.append(tx, facts));

    it('contain the last version of each kind before them', async () => {
      await append(conversationStarted('k'), messageSent('k', 1), messageSent('l', 1), messageSent('k', 2));
      await append(messageSent('l', 2), conversationStarted('l'), messageSent('k', 3));
      expect(await previous('k')).toEqual([
        {},
        { ConversationStarted: 1 },
        { ConversationStarted: 1, MessageSent: 2 },
        { ConversationStarted: 1, MessageSent: 3 },
      ]);
      expect(await previous('l')).toEqual([{}, { MessageSent: 1 }, { MessageSent: 2 }]);
    });

    it('contain it also when a replica of release 0.1.0 has appended in between', async () => {
      await append(conversationStarted('m'), messageSent('m', 1));
      await fresh.database.query(
        `with v as (update fact_versions set version = version + 1 where aggregate_id = 'm' returning version)
         insert into outbox (id, org, family, aggregate_id, version, type, data, traceparent)
         select gen_random_uuid(), 'default', 'session', 'm', version, 'NoteAdded', '{}', '' from v`,
      );
      await append(messageSent('m', 2), messageSent('m', 3));
      const known = { ConversationStarted: 1, NoteAdded: 3 };
      expect((await previous('m')).slice(3)).toEqual([
        { ...known, MessageSent: 2 },
        { ...known, MessageSent: 4 },
      ]);
    });

    it('is empty when release 0.1.0 has appended the last one and its rows are deleted by now', async () => {
      await fresh.database.query(
        `insert into fact_versions (family, aggregate_id, version, kinds) values ('session', 'q', 7, '{}')`,
      );
      await append(messageSent('q', 1));
      await append(messageSent('q', 2));
      expect(await previous('q')).toEqual([{}, { MessageSent: 8 }]);
      expect((await rowsOf('q')).map(({ version }) => version)).toEqual([8, 9]);
    });

    it('cost no additional round trip: they travel with the commit', async () => {
      const before = fresh.database.counts.roundTrips;
      await append(conversationStarted('n'), messageSent('n', 1));
      expect(fresh.database.counts.roundTrips - before).toBe(1);
    });
  });

  it('contain declared fields only', async () => {
    const fact = messageSent('private', 1);
    const chatty = { ...fact, data: { ...fact.data, text: 'my password is ...' } } as unknown as Fact;
    await fresh.database.transaction((tx) => outbox.append(tx, [chatty]));
    const [row] = await rowsOf('private');
    expect(row?.data).toEqual(fact.data);
  });

  it('are refused when they do not match their schema, together with the whole transaction', async () => {
    const wrong = messageSent('wrong', -1);
    await expect(
      fresh.database.transaction((tx) => outbox.append(tx, [messageSent('wrong', 1), wrong])),
    ).rejects.toThrow('seq');
    expect(await rowsOf('wrong')).toEqual([]);
  });

  it('wake the relay after the commit, and not before', async () => {
    const woken = jest.fn();
    outbox.onCommit(woken);
    await fresh.database.transaction(async (tx) => {
      outbox.append(tx, [messageSent('wake', 1)]);
      expect(woken).not.toHaveBeenCalled();
    });
    expect(woken).toHaveBeenCalledTimes(1);
    await fresh.database
      .transaction(async (tx) => {
        outbox.append(tx, [messageSent('wake', 1)]);
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(woken).toHaveBeenCalledTimes(1);
  });

  it('begin a trace, or continue that of the fact that caused them', async () => {
    const cause = {
      name: 'apply',
      conversationId: 'traced',
      parent: `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`,
    };
    await operateAll([cause, { name: 'apply', conversationId: 'other' }], () =>
      fresh.database.transaction((tx) => {
        outbox.append(tx, [messageSent('traced', 1), messageSent('untold', 1)]);
      }),
    );
    const [[traced], [untold]] = [await rowsOf('traced'), await rowsOf('untold')];
    expect(traced?.traceparent).toMatch(/^00-(ab){16}-[0-9a-f]{16}-01$/);
    expect(traced?.traceparent).not.toContain('cdcd');
    expect(untold?.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(untold?.traceparent).not.toContain('abab');
  });
});
