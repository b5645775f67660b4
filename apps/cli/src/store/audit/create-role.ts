import { databaseOf, scramVerifier, urlOf } from '@rejoin/servers';
import { randomBytes } from 'node:crypto';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { CommandFailure, exitCodes } from '../../failure';
import { asking } from './auditor';
import { schemas } from './watermarks';

/**
 * Creates a role that may read every table of a system and change nothing, and returns the URL to audit with.
 * Tables of later releases are readable too. `ownerUrl` is the URL of a role that may create roles and is a
 * member of the services' roles, such as the role that installed the system.
 */
export async function createAuditor(ownerUrl: string, name: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const role = escapeIdentifier(name);
  const database = databaseOf(ownerUrl);
  const url = urlOf(ownerUrl, { database });
  await asking(url, async (sql) => {
    const { rows: known } = await sql.query<{ isOther: boolean }>(
      `select rolsuper or exists (select from pg_namespace where nspowner = r.oid) as "isOther"
       from pg_roles r where rolname = $1`,
      [name],
    );
    if (known[0]?.isOther)
      throw new CommandFailure(
        exitCodes.refused,
        `The role ${name} is not an auditor's`,
        'Name another one.',
      );
    if (known.length === 0) await sql.query(`create role ${role} login`);
    await sql.query(
      `alter role ${role} login nosuperuser nocreatedb nocreaterole password ${escapeLiteral(scramVerifier(password))}`,
    );
    await sql.query(`alter role ${role} set default_transaction_read_only = on`);
    await sql.query(`grant connect on database ${escapeIdentifier(database)} to ${role}`);
    for (const schema of schemas) {
      const { rows } = await sql.query<{ owner: string }>(
        `select nspowner::regrole::text as owner from pg_namespace where nspname = $1`,
        [schema],
      );
      const [{ owner } = { owner: '' }] = rows;
      if (owner === '')
        throw new CommandFailure(
          exitCodes.refused,
          `There is no schema ${schema} in the database ${database}`,
          'Name the database of the system.',
        );
      // Only an owner may grant rights on its objects.
      await sql.query(`set role ${owner}`);
      await sql.query(`grant usage on schema ${schema} to ${role}`);
      await sql.query(`grant select on all tables in schema ${schema} to ${role}`);
      await sql.query(`alter default privileges in schema ${schema} grant select on tables to ${role}`);
      await sql.query('reset role');
    }
  });
  return urlOf(url, { user: name, password });
}
