import { readOptions } from './options';

describe('the options of npm start', () => {
  it('are the default port and servers of our own when nothing is said', () => {
    expect(readOptions([], {})).toEqual({
      basePort: 4100,
      databaseUrl: undefined,
      natsUrl: undefined,
      logLevel: 'info',
      without: undefined,
    });
  });

  it('take other ports and real servers', () => {
    const environment = { DATABASE_URL: 'postgres://db', NATS_URL: 'nats://bus' };
    expect(readOptions(['--port', '5000'], environment)).toMatchObject({
      basePort: 5000,
      databaseUrl: 'postgres://db',
      natsUrl: 'nats://bus',
    });
  });

  it('count an empty address as none', () => {
    expect(readOptions([], { DATABASE_URL: '', NATS_URL: '' })).toMatchObject({
      databaseUrl: undefined,
      natsUrl: undefined,
    });
  });

  it.each(['x', '0', '65525', '4100.5'])('refuse the port %s', (port) => {
    expect(() => readOptions(['--port', port], {})).toThrow(/--port takes a number/);
  });

  it('leave out a process of one service', () => {
    expect(readOptions(['--without', 'routing'], {})).toMatchObject({ without: 'routing' });
    expect(() => readOptions(['--without', 'rooting'], {})).toThrow(/--without takes one of .*routing/);
  });

  it('refuse what they do not know', () => {
    expect(() => readOptions(['--prot', '5000'], {})).toThrow(/Unknown option/);
  });
});
