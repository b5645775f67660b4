import type { Migration, QueryRunner } from '@rejoin/persistence';

const names = {
  workstreams: `lower(settings ->> 'name')`,
  widgets: `lower(settings ->> 'name')`,
  agents: `lower(settings ->> 'displayName')`,
  quick_replies: `lower(settings ->> 'title')`,
  accounts: 'lower(display_name)',
};

/**
 * Lists are read page by page in the order of their names. Other orders sort the rows of one organisation, of which
 * there are thousands at most. The audit log grows without end, so each of its filters has an index.
 */
export class Lists1795910400000 implements Migration {
  async up(runner: QueryRunner): Promise<void> {
    const byName = Object.entries(names).map(
      ([table, name]) => `create index ${table}_by_name on ${table} (org, (${name}), id);`,
    );
    await runner.query(`
      ${byName.join('\n')}
      create index audit_log_kind on audit_log (org, what, seq);
      create index audit_log_author on audit_log (org, account_id, seq);
      create index audit_log_at on audit_log (org, at, seq);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const byName = Object.keys(names).map((table) => `${table}_by_name`);
    await runner.query(`drop index ${byName.join(', ')}, audit_log_kind, audit_log_author, audit_log_at`);
  }
}
