import { PasswordInTurn } from './password-in-turn';
import { SecretValues } from './secret-values';

/** A secret in a file, with a clock that stands still. */
function secretIn(text: string) {
  const file = { text, isThere: true, reads: 0 };
  const clock = { ms: 0 };
  const problems: (string | undefined)[] = [];
  const values = new SecretValues(
    text,
    (value) => (value.startsWith('bad') ? 'must not be bad' : undefined),
    () => clock.ms,
  );
  values.follow({
    read: () => {
      file.reads++;
      if (!file.isThere) throw new Error('no such file');
      return file.text;
    },
    onProblem: (reason) => void problems.push(reason),
  });
  return { values, file, clock, problems };
}

describe('the values of a secret', () => {
  it('are the lines of its text, the newest first', () => {
    const values = new SecretValues('new\r\n old \n\n');
    expect(values.all).toEqual(['new', 'old']);
    expect(values.newest).toBe('new');
  });

  it.each([
    ['nothing', ' \n', /empty/],
    ['six lines', '1\n2\n3\n4\n5\n6', /more than 5/],
    ['a wrong line', 'good\nbad', /must not be bad/],
  ])('are refused at the start when the text has %s', (_, text, why) => {
    expect(() => secretIn(text)).toThrow(why);
  });

  it('follow the file when they are needed, at most once a second', () => {
    const { values, file, clock } = secretIn('old');
    expect(values.newest).toBe('old');
    file.text = 'new\nold';
    clock.ms = 999;
    expect(values.newest).toBe('old');
    expect(file.reads).toBe(1);
    clock.ms = 1_000;
    expect(values.all).toEqual(['new', 'old']);
    expect(file.reads).toBe(2);
  });

  it.each([
    ['empty', '', 'is empty'],
    ['wrong', 'bad', 'must not be bad'],
  ])('stay while the file is %s, which is reported once, and so is its end', (_, text, why) => {
    const { values, file, problems } = secretIn('old');
    file.text = text;
    expect([values.refresh(), values.refresh()]).toEqual([false, false]);
    expect(values.all).toEqual(['old']);
    expect(problems).toEqual([why]);
    file.text = 'new';
    expect(values.refresh()).toBe(true);
    expect(values.all).toEqual(['new']);
    expect(problems).toEqual([why, undefined]);
  });

  it('stay while the file is gone', () => {
    const { values, file, problems } = secretIn('old');
    file.isThere = false;
    expect(values.refresh()).toBe(false);
    expect(values.all).toEqual(['old']);
    expect(problems).toEqual(['no such file']);
  });

  it('are tried from the newest to the oldest, and then once more when the file has another one', () => {
    const { values, file } = secretIn('new\nold');
    expect([...values.candidates()]).toEqual(['new', 'old']);
    file.text = 'newer\nnew';
    const { reads } = file;
    expect(values.candidates().next().value).toBe('new');
    expect(file.reads).toBe(reads);
    expect([...values.candidates()]).toEqual(['new', 'old', 'newer', 'new']);
    expect([...values.candidates()]).toEqual(['newer', 'new']);
  });
});

describe('a password that is being changed', () => {
  /** A server that accepts one password, and the passwords that it was asked with. */
  const signIn = (password: PasswordInTurn, accepted: string): string[] => {
    const asked: string[] = [];
    for (let attempt = 0; attempt < password.count; attempt++) {
      const next = password.next();
      asked.push(next);
      if (next === accepted) return asked;
      password.refused(next);
    }
    return [...asked, 'refused'];
  };

  it('is tried as the newest first, and then as the one before', () => {
    const { values } = secretIn('new\nold');
    const password = new PasswordInTurn(values);
    expect(signIn(password, 'old')).toEqual(['new', 'old']);
    expect(signIn(password, 'old')).toEqual(['old']);
    expect(signIn(password, 'new')).toEqual(['old', 'new']);
    expect(signIn(password, 'new')).toEqual(['new']);
  });

  it('is the new one at once when the file has another', () => {
    const { values, file } = secretIn('old');
    const password = new PasswordInTurn(values);
    expect(signIn(password, 'old')).toEqual(['old']);
    file.text = 'new\nold';
    expect(signIn(password, 'new')).toEqual(['new']);
  });

  it('is refused when it is wrong, and accepted once it is mended', () => {
    const { values, file } = secretIn('wrong');
    const password = new PasswordInTurn(values);
    expect(signIn(password, 'right')).toEqual(['wrong', 'refused']);
    file.text = 'right';
    expect(signIn(password, 'right')).toEqual(['right']);
  });

  it('ends with its line', () => {
    const { values, file } = secretIn('new\nold');
    const password = new PasswordInTurn(values);
    expect(signIn(password, 'old')).toEqual(['new', 'old']);
    file.text = 'new';
    expect(signIn(password, 'old')).toEqual(['new', 'refused']);
  });
});
