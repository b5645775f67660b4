import { PostgresAlarm } from './postgres-alarm';

describe('the alarm for a Postgres that does not serve', () => {
  const failure = (code: string) => Object.assign(new Error(`failure ${code}`), { code });
  const remedy = expect.stringMatching(/\w\.$/) as string;
  let told: object[];
  let alarm: PostgresAlarm;

  beforeEach(() => {
    told = [];
    alarm = new PostgresAlarm({ error: (fields) => void told.push(fields) });
  });

  it.each(['53100', '25006', '58030'])('is raised with the error of Postgres: %s', (code) => {
    alarm.failed(failure(code));
    expect(told).toEqual([{ alarm: 'postgres-takes-no-writes', reason: `failure ${code}`, remedy }]);
  });

  it('is raised once, however many statements fail', () => {
    for (let i = 0; i < 100; i++) alarm.failed(failure('53100'));
    expect(told).toHaveLength(1);
  });

  it.each(['57P01', '53300', '28P01'])('is not raised for a short interruption: %s', (code) => {
    alarm.failed(failure(code));
    expect(told).toEqual([]);
  });

  it('is raised when each attempt to connect takes its full time', () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    for (let i = 0; i < 3; i++) {
      alarm.failed(new Error('timeout expired'));
      now += 5_500;
    }
    expect(told).toEqual([{ alarm: 'postgres-unavailable', reason: 'timeout expired', remedy }]);
    jest.restoreAllMocks();
  });

  it('is raised when the interruption lasts, with the last reason', () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    for (const code of ['57P01', '57P03', '53300']) {
      alarm.failed(failure(code));
      now += 1_500;
    }
    expect(told).toEqual([{ alarm: 'postgres-unavailable', reason: 'failure 53300', remedy }]);
    alarm.failed(failure('53100'));
    expect(told).toHaveLength(2);
    now += 100_000;
    alarm.failed(failure('57P01'));
    expect(told).toHaveLength(2);
    jest.restoreAllMocks();
  });
});
