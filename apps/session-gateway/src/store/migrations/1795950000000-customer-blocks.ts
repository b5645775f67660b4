import type { Migration, QueryRunner } from '@rejoin/persistence';

export class CustomerBlocks1795950000000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What recognises an anonymous customer: the hash of the id that the browser keeps, and until the conversation is
      -- closed the hash with a key of the network address.
      alter table conversations add column browser_hash text;
      alter table conversations add column address_hash text;
      create index conversations_browser on conversations (org, browser_hash) where browser_hash is not null;

      -- The customers who are blocked now. The access log keeps who blocked and unblocked whom.
      create table customer_blocks (
        id text primary key,
        org text not null,
        conversation_id text not null unique,
        account_id text not null,
        account_name text not null,
        reason text,
        made_at timestamptz not null,
        until timestamptz
      );
      create index customer_blocks_org on customer_blocks (org, id);
      create index customer_blocks_until on customer_blocks (until) where until is not null;
      create table blocked_keys (
        key text not null,
        block_id text not null references customer_blocks on delete cascade,
        until timestamptz,
        primary key (key, block_id)
      );
      create index blocked_keys_block on blocked_keys (block_id);
      create index blocked_keys_until on blocked_keys (until) where until is not null;

      alter table access_log drop constraint access_log_what_check;
      alter table access_log add constraint access_log_what_check
        check (what in ('transcript', 'search', 'export', 'erasure', 'block', 'unblock'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from access_log where what in ('block', 'unblock');
      alter table access_log drop constraint access_log_what_check;
      alter table access_log add constraint access_log_what_check
        check (what in ('transcript', 'search', 'export', 'erasure'));
      drop table blocked_keys;
      drop table customer_blocks;
      alter table conversations drop column address_hash;
      alter table conversations drop column browser_hash;
    `);
  }
}
