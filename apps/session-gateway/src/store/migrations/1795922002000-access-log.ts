import type { Migration, QueryRunner } from '@rejoin/persistence';

export class AccessLog1795922002000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who read, searched, exported or erased data of customers. It never has the data, nor the words of a search.
      create table access_log (
        id bigint generated always as identity primary key,
        org text not null,
        account_id text not null,
        what text not null check (what in ('transcript', 'search', 'export', 'erasure')),
        conversation_id text,
        details jsonb not null default '{}',
        at timestamptz not null default clock_timestamp()
      );
      create index access_log_conversation on access_log (conversation_id, id) where conversation_id is not null;
      create index access_log_account on access_log (account_id, id);

      -- The release before writes into transcript_reads, also while it runs beside this one. No row is written between the
      -- copy and the trigger.
      lock table transcript_reads in share row exclusive mode;
      insert into access_log (org, account_id, what, conversation_id, details, at)
        select 'default', account_id, 'transcript', conversation_id, jsonb_build_object('afterSeq', after_seq), at
        from transcript_reads order by id;
      create function log_transcript_read() returns trigger language plpgsql as $$
      begin
        insert into access_log (org, account_id, what, conversation_id, details, at)
        values ('default', new.account_id, 'transcript', new.conversation_id,
          jsonb_build_object('afterSeq', new.after_seq), new.at);
        return null;
      end $$;
      create trigger log_transcript_read after insert on transcript_reads
        for each row execute function log_transcript_read()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger log_transcript_read on transcript_reads;
      drop function log_transcript_read;
      insert into transcript_reads (conversation_id, account_id, after_seq, at)
        select conversation_id, account_id, (details->>'afterSeq')::bigint, at from access_log
        where what = 'transcript' and not exists (select from transcript_reads r
          where (r.conversation_id, r.account_id, r.at)
            = (access_log.conversation_id, access_log.account_id, access_log.at));
      drop table access_log;
    `);
  }
}
