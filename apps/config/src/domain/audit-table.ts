import { csvRecord, csvStart } from '@rejoin/csv';
import type { AuditEntry } from './audit';

const columns = [
  'seq',
  'at',
  'as',
  'account_id',
  'account',
  'action',
  'what',
  'id',
  'name',
  'version',
  'old',
  'new',
] as const;

/** The beginning of an exported audit log: its columns. */
export const auditTableStart = csvStart + csvRecord(columns);

/** One line of an exported audit log. The settings before and after the change are JSON. */
export function auditTableLine({
  seq,
  at,
  by,
  action,
  what,
  id,
  name,
  version,
  ...entry
}: AuditEntry): string {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  return csvRecord([
    ...[seq, at, by.as, by.accountId, by.displayName, action, what, id, name, version],
    ...[json(entry.old), json(entry.new)],
  ]);
}
