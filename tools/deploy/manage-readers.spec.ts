import { manageReaders } from './manage-readers';

const none = { env: '# mine\nREJOIN_BIND=127.0.0.1', passwords: '\n', integrator: 'zero\n' };
const secret = (text: string) => () => text;

describe('the readers that an operator manages', () => {
  const integrator = 'zero\n';
  const one = { integrator, ...manageReaders(none, 'add', 'crm', secret('first')) };

  it('are added beside the existing settings, with a password that is shown', () => {
    expect(one.env).toBe('# mine\nREJOIN_BIND=127.0.0.1\nNATS_READERS=crm\n');
    expect(one).toMatchObject({ passwords: 'crm:first', password: 'first' });
    const two = { integrator, ...manageReaders(one, 'add', 'data-lake', secret('second')) };
    expect(two.env).toContain('\nNATS_READERS=crm,data-lake\n');
    expect(two.passwords).toBe('crm:first,data-lake:second');
  });

  it('get random passwords', () => {
    const { password } = manageReaders(none, 'add', 'crm');
    expect(password).toMatch(/^[\w-]{32}$/);
    expect(manageReaders(none, 'add', 'crm').password).not.toBe(password);
  });

  it('have a second user while their password is changed, and the old one ends by another step', () => {
    const both = { integrator, ...manageReaders(one, 'rotate', 'crm', secret('other')) };
    expect(both).toMatchObject({ user: 'crm_2', password: 'other', passwords: 'crm_2:other,crm:first' });
    const ended = { integrator, ...manageReaders(both, 'end', 'crm') };
    expect(ended).toEqual({ integrator, env: one.env, passwords: 'crm_2:other' });
    const back = manageReaders(ended, 'rotate', 'crm', secret('third'));
    expect(back).toMatchObject({ user: 'crm', passwords: 'crm:third,crm_2:other' });
  });

  it('are removed with both users', () => {
    const both = { integrator, ...manageReaders(one, 'rotate', 'crm') };
    const gone = manageReaders(both, 'remove', 'crm');
    expect(gone).toMatchObject({ passwords: '' });
    expect(gone.env).toContain('\nNATS_READERS=\n');
  });

  it('include the first one, whose name is not in NATS_READERS', () => {
    const both = { integrator, ...manageReaders(one, 'rotate', 'integrator', secret('next')) };
    expect(both).toMatchObject({
      env: one.env,
      user: 'integrator_2',
      passwords: 'crm:first,integrator_2:next,integrator:zero',
    });
    expect(manageReaders(both, 'end', 'integrator').passwords).toBe('crm:first,integrator_2:next');
  });

  it.each([
    ['one that is there', one, 'add', 'crm', /already/],
    [
      'a third password',
      { integrator, ...manageReaders(one, 'rotate', 'crm') },
      'rotate',
      'crm',
      /end the old one/,
    ],
    ['the removal of the first one', none, 'remove', 'integrator', /always there/],
    ['a second one of the name of the first', none, 'add', 'integrator', /already/],
    ['one that is not there', none, 'rotate', 'crm', /no reader crm/],
    ['nobody', none, 'remove', 'crm', /no reader crm/],
    ['the name of a service', none, 'add', 'routing', /taken/],
    ['two names', none, 'add', 'a,b', /./],
    ['a wildcard', none, 'add', '*', /single hyphens/],
  ] as const)('refuse %s', (_, files, act, name, why) => {
    expect(() => manageReaders(files, act, name)).toThrow(why);
  });
});
