import { newId } from '@rejoin/kernel';
import { eventually } from '@rejoin/testing';
import { GatewayFixture } from '../gateway.fixture';
import { AddToHistory } from './add-to-history';
import { ApplyRetention } from './apply-retention';
import { EraseConversation } from './erase-conversation';

describe('a workstream that keeps transcripts for 30 days and records for 90', () => {
  let gateway: GatewayFixture;
  let workstreamId: string;
  let widgetId: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start();
    workstreamId = newId();
    await gateway.changeWorkstream(workstreamId, { keepTranscriptsDays: 30, keepConversationsDays: 90 });
    widgetId = await gateway.widget({ workstreamId });
  });
  afterAll(() => gateway.stop());

  const run = () => gateway.replica().app.get(ApplyRetention).run();

  async function chat(of = widgetId, text = 'My parcel RJ-77 is lost') {
    const customer = await gateway.customer(of, { name: 'Mia', context: { order: 'RJ-77' } });
    expect((await customer.caller.ask({ type: 'send', text })).type).toBe('ack');
    return customer;
  }

  const past = async (days: number, of = widgetId, ofWorkstream = workstreamId) => {
    const customer = await chat(of);
    await gateway.closeDaysAgo(customer.conversationId, days, ofWorkstream);
    return customer;
  };

  /** Everything that the gateway stores about a conversation, as text. */
  async function everything(conversationId: string): Promise<string> {
    const rows = await gateway.database.query(
      `select to_jsonb(c) as row from conversations c where id = $1
       union all select to_jsonb(p) from past_conversations p where id = $1
       union all select to_jsonb(e) from entries e where conversation_id = $1
       union all select to_jsonb(k) from claimants k where conversation_id = $1
       union all select to_jsonb(l) from links l where conversation_id = $1`,
      [conversationId],
    );
    return JSON.stringify(rows);
  }

  const factsOf = async (conversationId: string) => {
    const rows = await gateway.database.query<{ type: string; because: string | null }>(
      `select type, data->>'because' as because from outbox
       where family = 'session' and aggregate_id = $1 order by version`,
      [conversationId],
    );
    return rows.slice(-1);
  };

  it('erases the texts after 30 days, and keeps seqs, senders and times', async () => {
    const { conversationId } = await past(30);
    const before = await gateway.database.query(
      `select seq, sender, at from entries where conversation_id = $1 order by seq`,
      [conversationId],
    );
    expect(await everything(conversationId)).toMatch(/RJ-77[^]*Mia|Mia[^]*RJ-77/);
    await run();
    expect(await everything(conversationId)).not.toMatch(/RJ-77|Mia|rj|parcel/);
    expect(
      await gateway.database.query(
        `select seq, sender, at from entries where conversation_id = $1 order by seq`,
        [conversationId],
      ),
    ).toEqual(before);
    expect(await factsOf(conversationId)).toEqual([{ type: 'ConversationErased', because: 'retention' }]);
  });

  it('publishes one fact, however often the job runs', async () => {
    const { conversationId } = await past(30);
    await run();
    await run();
    const facts = await gateway.database.query(
      `select from outbox where aggregate_id = $1 and type = 'ConversationErased'`,
      [conversationId],
    );
    expect(facts).toHaveLength(1);
  });

  it('keeps what is a day younger, and what another workstream keeps for ever', async () => {
    const younger = await past(29);
    await gateway.changeWorkstream('s1', {});
    const kept = await past(1_000, await gateway.widget(), 's1');
    await run();
    for (const { conversationId } of [younger, kept])
      expect(await everything(conversationId)).toMatch(/parcel/);
  });

  it('never touches a conversation that is open, or away', async () => {
    const open = await chat();
    const away = await chat();
    away.caller.leave();
    await gateway.until(away.conversationId, ({ status }) => status === 'away');
    for (const { conversationId } of [open, away]) {
      // Even if a row in the history claimed that it was closed.
      await gateway.database.query(
        `insert into past_conversations (id, org, workstream_id, widget_id, agent_ids, started_at, closed_at, words)
         values ($1, 'default', $2, $3, '{}', now(), now() - interval '1 year', '')`,
        [conversationId, workstreamId, widgetId],
      );
    }
    await run();
    for (const { conversationId } of [open, away]) expect(await everything(conversationId)).toMatch(/parcel/);
    expect((await open.caller.ask({ type: 'send', text: 'Still there?' })).type).toBe('ack');
    await gateway.database.query(`delete from past_conversations where id = any($1)`, [
      [open.conversationId, away.conversationId],
    ]);
  });

  it('refuses the browser of an erased conversation like an unknown one', async () => {
    const { conversationId, resume } = await past(30);
    await run();
    const again = await gateway.call('/v1/chat');
    expect(await again.ask(resume)).toMatchObject({ type: 'refused', name: 'denied' });
    expect(await everything(conversationId)).not.toMatch(/parcel/);
  });

  it('does not bring the words back when the history adds the conversation at the same time', async () => {
    const { conversationId } = await past(30);
    const { database } = gateway;
    await database.query(`update conversations set is_in_history = false where id = $1`, [conversationId]);
    const erasure = gateway.replica().app.get(EraseConversation);
    const history = gateway.replica().app.get(AddToHistory);
    // The texts are erased after the history has read them, and before it writes their words.
    jest.spyOn(database, 'transaction').mockImplementationOnce(async (work) => {
      await erasure.erase(conversationId, 'retention');
      return database.transaction(work);
    });
    await history.add(conversationId);
    expect(await everything(conversationId)).not.toMatch(/parcel|Mia/);
    await history.add(conversationId);
    expect(await everything(conversationId)).not.toMatch(/parcel|Mia/);
    const [row] = await database.query(`select is_in_history from conversations where id = $1`, [
      conversationId,
    ]);
    expect(row).toEqual({ is_in_history: true });
  });

  it('deletes the records after 90 days, also those of an erased conversation', async () => {
    const never = await past(90);
    const erased = await past(30);
    await run();
    await gateway.database.query(
      `update past_conversations set closed_at = closed_at - interval '60 days' where id = $1`,
      [erased.conversationId],
    );
    await run();
    for (const { conversationId } of [never, erased]) {
      expect(await everything(conversationId)).toBe('[]');
      expect(await factsOf(conversationId)).toEqual([{ type: 'ConversationDeleted', because: null }]);
    }
  });

  it('goes on with the others when one conversation cannot be erased', async () => {
    const broken = await past(31);
    const { conversationId } = await past(30);
    await gateway.database.query(
      `create function fail_once() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;
       create trigger broken before update on entries for each row
         when (old.conversation_id = '${broken.conversationId}') execute function fail_once();`,
    );
    await eventually(async () => {
      await run().catch(() => undefined);
      expect(await everything(conversationId)).not.toMatch(/parcel/);
    });
    expect(await everything(broken.conversationId)).toMatch(/parcel/);
    await gateway.database.query(`drop trigger broken on entries; drop function fail_once`);
    await gateway
      .replica()
      .app.get(ApplyRetention)
      .run(performance.now() + 120_000);
    expect(await everything(broken.conversationId)).not.toMatch(/parcel/);
  });

  it('lets chats go on while 40,000 old messages are erased and then deleted', async () => {
    const ofOld = newId();
    await gateway.changeWorkstream(ofOld, {});
    const widgetOfOld = await gateway.widget({ workstreamId: ofOld });
    const living = await Promise.all(Array.from({ length: 20 }, () => chat()));
    const old: string[] = [];
    for (let i = 0; i < 10; i++) {
      const { conversationId } = await past(30, widgetOfOld, ofOld);
      await gateway.fill(conversationId, 4_000, 'An old text of a customer');
      old.push(conversationId);
    }
    const left = async (condition: string) => {
      const [row] = await gateway.database.query<{ n: number }>(
        `select count(*)::int as n from entries where conversation_id = any($1) and ${condition}`,
        [old],
      );
      return row?.n ?? NaN;
    };
    expect(await left(`text is not null`)).toBeGreaterThan(39_000);
    let sent = 0;
    /** If the work held up the chats, only the message that was under way would be acknowledged. */
    const several = 3;
    /** The living customers send messages during the work. Returns how many were acknowledged before it ended. */
    const talkDuring = async (work: Promise<void>) => {
      const before = sent;
      const progress = { isDone: false };
      const end = work.finally(() => (progress.isDone = true));
      for (let round = 0; round < 10; round++)
        for (const { caller } of living) {
          if (progress.isDone) continue;
          expect((await caller.ask({ type: 'send', text: `message ${sent}` })).type).toBe('ack');
          sent++;
        }
      await end;
      return sent - before;
    };
    const finish = async (condition: string) => {
      while ((await left(condition)) > 0) await run();
    };

    await gateway.changeWorkstream(ofOld, { keepTranscriptsDays: 30 });
    expect(await talkDuring(finish(`text is not null`))).toBeGreaterThan(several);
    await gateway.changeWorkstream(ofOld, { keepConversationsDays: 30 });
    expect(await talkDuring(finish('true'))).toBeGreaterThan(several);
    const [stored] = await gateway.database.query<{ n: number }>(
      `select count(*)::int as n from entries where text like 'message %' and conversation_id = any($1)`,
      [living.map(({ conversationId }) => conversationId)],
    );
    expect(stored?.n).toBe(sent);
  });
});
