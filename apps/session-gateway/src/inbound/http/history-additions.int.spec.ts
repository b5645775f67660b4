import { historyLimits } from '@rejoin/contracts';
import { eventually } from '@rejoin/testing';
import { asSupervisor, close, gateway, idsOf, isInHistory, open, past } from '../../history.fixture';
import { HistoryIndexStore } from '../../store/history-index.store';
import { AddToHistory } from '../../use-cases/add-to-history';

describe('a conversation that is closed', () => {
  /** A job of its own, because the gateway's runs at any time and remembers what failed. */
  const newJob = () => new AddToHistory(gateway.database, gateway.replica().app.get(HistoryIndexStore));
  /** Makes the conversation look as if it had been closed before the history existed. */
  const forget = async (...ids: string[]) => {
    await gateway.database.query(`delete from past_conversations where id = any($1)`, [ids]);
    await gateway.database.query(`update conversations set is_in_history = false where id = any($1)`, [ids]);
  };

  it('is added later, in small batches, when it was closed before', async () => {
    const closed = await past({ texts: ['backfilled'] });
    await gateway.database.query(
      `insert into conversations (id, org, widget_id, start_hash, session, started_at, live)
       select 'old-' || lpad(n::text, 3, '0'), org, widget_id, 'old-' || n, session, started_at, false
       from conversations, generate_series(1, 45) n where id = $1`,
      [closed],
    );
    await gateway.database.query(
      `insert into entries (conversation_id, seq, kind, sender, text, locale, at)
       select 'old-' || lpad(n::text, 3, '0'), 1, 'message', 'customer', 'backfilled', 'en', clock_timestamp()
       from generate_series(1, 45) n`,
    );
    await forget(closed);
    const job = newJob();
    await eventually(async () => {
      await job.run();
      expect(await idsOf(await asSupervisor(), { search: 'backfilled', limit: 200 })).toHaveLength(46);
    });
    expect(await job.run()).toBeNull();
  });

  it('is corrected in every column when it is added again', async () => {
    const conversationId = await past({ texts: ['secretword and more'] });
    await eventually(async () => expect(await isInHistory(conversationId)).toBe(true));
    await gateway.database.query(
      `update entries set text = 'erased' where conversation_id = $1 and kind = 'message'`,
      [conversationId],
    );
    await gateway.database.query(`update conversations set customer_name = 'Erased' where id = $1`, [
      conversationId,
    ]);
    await gateway.database.query(`update conversations set is_in_history = false where id = $1`, [
      conversationId,
    ]);
    await newJob().run();
    const rows = await gateway.database.query(
      `select first_words, customer_name, words::text from past_conversations where id = $1`,
      [conversationId],
    );
    expect(rows).toMatchObject([{ first_words: 'erased', customer_name: 'Erased' }]);
    expect(JSON.stringify(rows)).not.toContain('secretword');
  });

  it('is added although another one cannot be', async () => {
    const [stuck, other] = [await past({ texts: ['stuckword'] }), await past({ texts: ['otherword'] })];
    await gateway.database.query(
      `alter table past_conversations add constraint stuck check (id <> '${stuck}') not valid`,
    );
    await forget(stuck, other);
    const [job, now] = [newJob(), performance.now()];
    await expect(job.run(now)).rejects.toThrow(stuck);
    expect(await job.run(now)).toBeCloseTo(60_000);
    await eventually(async () => expect(await isInHistory(other)).toBe(true));
    expect(await isInHistory(stuck)).toBe(false);

    await gateway.database.query(`alter table past_conversations drop constraint stuck`);
    await eventually(async () => {
      await job.run(now + 120_000);
      expect(await isInHistory(stuck)).toBe(true);
    });
  });

  it('is found by the beginning of a transcript that is too long', async () => {
    const conversationId = await open({ texts: ['beginning'] });
    const words = Array.from({ length: 6_000 }, (_, n) => `w${n}`).join(' ');
    await gateway.fill(conversationId, 12, words);
    await gateway.database.query(
      `update entries set text = 'finalword' where conversation_id = $1 and seq = 12`,
      [conversationId],
    );
    await gateway.database.query(
      `update conversations set session = jsonb_set(session, '{lastSeq}', '12') where id = $1`,
      [conversationId],
    );
    await close(conversationId);
    await eventually(async () => expect(await isInHistory(conversationId)).toBe(true));
    const token = await asSupervisor();
    expect(await idsOf(token, { search: 'beginning' })).toEqual([conversationId]);
    expect(await idsOf(token, { search: 'w5999' })).toEqual([conversationId]);
    expect(await idsOf(token, { search: 'finalword' })).toEqual([]);
    expect(12 * words.length).toBeGreaterThan(historyLimits.searchedTextBytes.value);
  });

  it('is added again when an entry arrives later', async () => {
    const conversationId = await open();
    const at = new Date().toISOString();
    const closed = { conversationId, workstreamId: 'sales', reason: 'ClosedByAgent', at } as const;
    await gateway.routing.publish({ type: 'ConversationClosed', data: closed });
    await eventually(async () => expect(await isInHistory(conversationId)).toBe(true));
    const sealed = { conversationId, by: 'customer', agentId: null, reason: 'closed-by-customer' } as const;
    await gateway.timer.publish({ type: 'ConversationSealed', data: { ...sealed, endedEpoch: null, at } });
    await eventually(async () =>
      expect(await idsOf(await asSupervisor(), { outcome: 'closed-by-customer' })).toEqual([conversationId]),
    );
  });

  it('is not in the history before', async () => {
    await open({ texts: ['still open'] });
    await newJob().run();
    expect(await idsOf(await asSupervisor(), { search: 'still' })).toEqual([]);
  });
});
