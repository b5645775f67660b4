import { readStoryOptions, UsageError } from './options';

const administrator = { REJOIN_ADMIN_LOGIN: 'you@example.com', REJOIN_ADMIN_PASSWORD: 'p' };

describe('the options of the story', () => {
  it('name no system unless one is given, and the administrator of the demo', () => {
    expect(readStoryOptions([], {})).toEqual({
      gateways: undefined,
      config: undefined,
      administrator: { login: 'admin@demo', password: 'rejoin-demo' },
      setupToken: undefined,
    });
  });

  it('name any system, and the setup token of a new one', () => {
    const args = [
      '--against',
      'http://one:1/,http://two:2',
      '--config',
      'http://three:3',
      '--setup-token',
      't',
    ];
    expect(readStoryOptions(args, administrator)).toEqual({
      gateways: ['http://one:1', 'http://two:2'],
      config: 'http://three:3',
      administrator: { login: 'you@example.com', password: 'p' },
      setupToken: 't',
    });
  });

  it.each([
    ['an unknown option', ['--agianst', 'http://one'], {}, /agianst/],
    ['gateways without config', ['--against', 'http://one'], {}, /--config/],
    ['what is no URL', ['--against', 'one:8100', '--config', 'http://three'], {}, /is not a URL/],
    ['a setup token for nobody', ['--setup-token', 't'], {}, /REJOIN_ADMIN_LOGIN/],
  ])('refuse %s', (_, args, environment, why) => {
    expect(() => readStoryOptions(args, environment)).toThrow(UsageError);
    expect(() => readStoryOptions(args, environment)).toThrow(why);
  });
});
