import { manageReaders } from './manage-readers';

const none = { env: '# mine\nREJOIN_BIND=127.0.0.1', passwords: '\n' };
const secret = (text: string) => () => text;

describe('the readers that an operator manages', () => {
  const one = manageReaders(none, 'add', 'crm', secret('first'));

  it('are added beside the existing settings, with a password that is shown', () => {
    expect(one.env).toBe('# mine\nREJOIN_BIND=127.0.0.1\nNATS_READERS=crm\n');
    expect(one).toMatchObject({ passwords: 'crm:first', password: 'first' });
    const two = manageReaders(one, 'add', 'data-lake', secret('second'));
    expect(two.env).toContain('\nNATS_READERS=crm,data-lake\n');
    expect(two.passwords).toBe('crm:first,data-lake:second');
  });

  it('get random passwords', () => {
    const { password } = manageReaders(none, 'add', 'crm');
    expect(password).toMatch(/^[\w-]{32}$/);
    expect(manageReaders(none, 'add', 'crm').password).not.toBe(password);
  });

  it('are given another password, and are removed', () => {
    expect(manageReaders(one, 'rotate', 'crm', secret('other')).passwords).toBe('crm:other');
    const gone = manageReaders(one, 'remove', 'crm');
    expect(gone).toMatchObject({ passwords: '', password: undefined });
    expect(gone.env).toContain('\nNATS_READERS=\n');
  });

  it.each([
    ['one that is there', one, 'add', 'crm', /already/],
    ['one that is not there', none, 'rotate', 'crm', /no reader crm/],
    ['nobody', none, 'remove', 'crm', /no reader crm/],
    ['the name of a service', none, 'add', 'routing', /taken/],
    ['two names', none, 'add', 'a,b', /./],
    ['a wildcard', none, 'add', '*', /single hyphens/],
  ] as const)('refuse %s', (_, files, act, name, why) => {
    expect(() => manageReaders(files, act, name)).toThrow(why);
  });
});
