import { PostgresAlarm } from './postgres-alarm';

describe('the alarm of a Postgres that takes no writes', () => {
  const failure = (code: string) => Object.assign(new Error(`failure ${code}`), { code });
  let told: object[];
  let alarm: PostgresAlarm;

  beforeEach(() => {
    told = [];
    alarm = new PostgresAlarm({ error: (fields) => void told.push(fields) });
  });

  it.each(['53100', '25006', '58030'])('is raised in its own words: %s', (code) => {
    alarm.failed(failure(code));
    expect(told).toEqual([{ alarm: 'postgres-takes-no-writes', reason: `failure ${code}` }]);
  });

  it('is raised once, however many statements fail', () => {
    for (let i = 0; i < 100; i++) alarm.failed(failure('53100'));
    expect(told).toHaveLength(1);
  });

  it.each(['57P01', '53300', '55P03', '23505'])('is not raised for another failure: %s', (code) => {
    alarm.failed(failure(code));
    expect(told).toEqual([]);
  });
});
