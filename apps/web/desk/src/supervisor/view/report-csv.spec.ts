import { readCsv } from '@rejoin/csv';
import { csvOf, fileNameOf, type Export } from './report-csv';
import { reportFixture } from './report.fixture';

const read = (table: Export, report = reportFixture()) => {
  const { records, problem } = readCsv(csvOf(table, report));
  expect(problem).toBeUndefined();
  const [names = [], ...rows] = records.map(({ fields }) => fields);
  return rows.map((fields) => Object.fromEntries(names.map((name, place) => [name, fields[place]])));
};

describe('an exported report', () => {
  it('has a record for each day, with its workstream and time zone', () => {
    expect(read('days')).toMatchObject([
      {
        workstream: 'Sales',
        time_zone: 'Europe/Berlin',
        day: '2026-11-21',
        started: '10',
        service_level: '0.75',
      },
      { day: '2026-11-22', started: '3', service_level: '', handling_time_average_seconds: '' },
    ]);
  });

  it('has a record for each agent', () => {
    expect(read('agents')).toMatchObject([
      { agent_id: 'anna', agent: 'Anna; Berg', conversations: '5', first_response_average_seconds: '12' },
    ]);
  });

  it('has the period and the one before, with the outcomes of disconnects', () => {
    expect(read('periods')).toMatchObject([
      { which: 'period', started: '10', within_seconds: '60', disconnects: '12', reconnected_link: '2' },
      { which: 'previous', started: '8', disconnects: '9' },
    ]);
    expect(read('periods', reportFixture({ disconnects: null }))).toMatchObject([
      { started: '10', disconnects: '' },
      { started: '8', disconnects: '' },
    ]);
  });

  it('never has a name that spreadsheets would run', () => {
    const [agent] = reportFixture().agents;
    const named = { agents: agent ? [{ ...agent, name: '=HYPERLINK("https://evil.example")' }] : [] };
    const [row] = read('agents', reportFixture({ name: '+1', ...named }));
    expect([row?.['workstream'], row?.['agent']]).toEqual(["'+1", `'=HYPERLINK("https://evil.example")`]);
  });

  it('is named after its days', () => {
    expect(fileNameOf('days', reportFixture())).toBe('report-days-2026-11-21-2026-11-22.csv');
    expect(fileNameOf('agents', reportFixture({ from: '2026-11-22' }))).toBe('report-agents-2026-11-22.csv');
  });
});
