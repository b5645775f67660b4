import { readCsv } from '@rejoin/csv';
import type { AuditEntry } from './audit';
import { auditTableLine, auditTableStart } from './audit-table';

const entry: AuditEntry = {
  seq: 7,
  at: '2026-05-04T09:12:00.000Z',
  by: { as: 'account', accountId: 'admin', displayName: '=cmd()' },
  what: 'workstream',
  id: '-1',
  name: 'Sales; "north"',
  action: 'changed',
  version: 2,
  old: { name: 'Sales', note: 'a\nb' },
  new: { name: 'Sales; "north"' },
};

describe('an exported audit log', () => {
  it('has one line for each change, with its settings as JSON', () => {
    const { records } = readCsv(auditTableStart + auditTableLine(entry));
    const [columns = [], values = []] = records.map(({ fields }) => fields);
    const line = Object.fromEntries(columns.map((column, i) => [column, values[i]]));
    expect(line).toMatchObject({ seq: '7', at: entry.at, as: 'account', action: 'changed', version: '2' });
    expect(line).toMatchObject({ name: 'Sales; "north"' });
    expect(JSON.parse(line['old'] ?? '')).toEqual(entry.old);
    expect(JSON.parse(line['new'] ?? '')).toEqual(entry.new);
  });

  it('has no formulas', () => {
    const line = auditTableLine(entry);
    expect(line).toContain(",'=cmd(),");
    expect(line).toContain(",'-1,");
  });

  it('has empty fields for what the reader may not see', () => {
    const { records } = readCsv(auditTableStart + auditTableLine({ ...entry, old: null, new: null }));
    expect(records[1]?.fields.slice(-2)).toEqual(['', '']);
  });
});
