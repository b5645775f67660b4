import type { AccountSettings, NamedAgentSettings, WorkstreamSettings } from '@rejoin/contracts';
import { readCsv } from '@rejoin/csv';
import { blankAccount, newAgent } from '../people/new-people';
import { passwordsFile, resultFile, templateFile } from './import-files';
import { firstPassword } from './first-passwords';
import type { PlannedRow } from './plan-import';

const read = async (file: Blob) => readCsv(await file.text()).records.map(({ fields }) => fields);
const row = (
  account: Partial<AccountSettings>,
  agent: Partial<NamedAgentSettings> | undefined,
): PlannedRow => ({
  line: 2,
  outcome: 'new',
  problems: [],
  account: { id: 'x', version: 0, settings: { ...blankAccount(), ...account }, changes: [] },
  agent: agent && { id: 'a', version: 0, settings: { ...newAgent(), ...agent }, changes: [] },
});
const workstream = (id: string, name: string) => ({
  id,
  version: 1,
  changedAt: '',
  hasSecondFactor: false,
  settings: { name } as WorkstreamSettings,
});

describe('the files of an import', () => {
  it('contain a row with all columns as an example', async () => {
    const [titles, example] = await read(templateFile('Shop'));
    expect(titles).toHaveLength(8);
    expect(example).toHaveLength(8);
  });

  it('name workstreams, or their ids where names are not clear', async () => {
    const workstreams = [
      workstream('w1', 'Shop'),
      workstream('w2', 'Same'),
      workstream('w3', 'same'),
      workstream('w4', 'Help; returns'),
    ];
    const rows = [row({ login: 'anna' }, { workstreamIds: ['w1', 'w2', 'w4', 'gone'] })];
    const [, record] = await read(resultFile(rows, workstreams, ['line', 'result'], () => 'new'));
    expect(record?.[3]).toBe('Shop; w2; w4; gone');
    expect(record?.slice(-2)).toEqual(['2', 'new']);
  });

  it('contain no formula', async () => {
    const rows = [row({ login: '=cmd', displayName: '@SUM(A1)' }, undefined)];
    const [, record] = await read(resultFile(rows, [], ['line', 'result'], () => '-refused'));
    expect(record?.slice(0, 2)).toEqual(["'=cmd", "'@SUM(A1)"]);
    expect(record?.at(-1)).toBe("'-refused");
  });

  it('contain the passwords of new accounts only', async () => {
    const rows = [row({ login: 'anna', displayName: 'Anna' }, undefined)];
    const titles = ['Username', 'Display name', 'Password'] as const;
    expect(await read(passwordsFile(rows, new Map([['x', 'abcd-efgh']]), titles))).toEqual([
      [...titles],
      ['anna', 'Anna', 'abcd-efgh'],
    ]);
    expect(await read(passwordsFile(rows, new Map([['y', 'abcd-efgh']]), titles))).toEqual([[...titles]]);
  });

  it('have first passwords that differ and are long enough', () => {
    const passwords = Array.from({ length: 500 }, firstPassword);
    expect(new Set(passwords).size).toBe(500);
    for (const one of passwords) expect(one).toMatch(/^[a-zA-Z2-9]{4}(?:-[a-zA-Z2-9]{4}){3}$/);
  });
});
