import type { Migration, QueryRunner } from '@rejoin/persistence';

/**
 * Conversations that are offered to an agent, who accepts or declines them. Constraints repeat the rules. A routing
 * process of the release before can run beside this one as long as no workstream has a time for offers.
 */
export class Offers1795923000000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table workstreams add column offer_seconds integer,
        add column away_after_missed_offer boolean not null default false;
      alter table conversations add column offered_to text, add column offered_until timestamptz,
        add column passed_by text[] not null default '{}', add column passed_until timestamptz;
      alter table conversations drop constraint conversations_slot_check;
      alter table conversations
        add constraint conversations_slot_check check (slot in ('none', 'offered', 'consumed', 'held', 'wrap-up')),
        add constraint conversations_offer check ((slot = 'offered') = (offered_to is not null)
          and (offered_to is null) = (offered_until is null)
          and (offered_to is null or (state = 'open' and not away)));
      create index conversations_offered_to on conversations (offered_to) where offered_to is not null;
      create index conversations_offered_until on conversations (offered_until) where offered_until is not null;
    `);
  }

  /** Ends the offers, whose units the tables could not keep. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      with ended as (
        update capacity_ledger l set released_at = greatest(acquired_at, clock_timestamp()),
          released_because = 'withdraw-offer'
        from conversations c where c.id = l.conversation_id and c.slot = 'offered' and l.released_at is null
        returning l.agent_id, l.units)
      update agents a set used_units = used_units - e.units
      from (select agent_id, sum(units) as units from ended group by 1) e where a.id = e.agent_id;
      alter table conversations drop constraint conversations_offer;
      update conversations set slot = 'none', units = 0 where slot = 'offered';
      alter table conversations drop constraint conversations_slot_check;
      alter table conversations
        add constraint conversations_slot_check check (slot in ('none', 'consumed', 'held', 'wrap-up')),
        drop column offered_to, drop column offered_until, drop column passed_by, drop column passed_until;
      alter table workstreams drop column offer_seconds, drop column away_after_missed_offer;
    `);
  }
}
