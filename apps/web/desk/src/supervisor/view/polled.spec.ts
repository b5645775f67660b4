import { evolvePolled, nothingYet, type Polled } from './polled';

const refused = (name: string) => Object.assign(new Error(name), { name });
const shown: Polled<string> = evolvePolled<string>(nothingYet, { type: 'heard', data: 'three windows' });

describe('what is asked for again and again', () => {
  it('keeps the last data while the server is away, and forgets the problem with the next answer', () => {
    const away = evolvePolled(shown, { type: 'failed', problem: refused('unavailable') });
    expect(away).toMatchObject({ data: 'three windows', problem: { name: 'unavailable' } });
    expect(evolvePolled(away, { type: 'heard', data: 'two' })).toEqual({ ...shown, data: 'two' });
  });

  it('shows nothing any more to who may not see it', () => {
    const denied = evolvePolled(shown, { type: 'failed', problem: refused('forbidden') });
    expect(denied).toMatchObject({ data: undefined, problem: { name: 'forbidden' } });
  });

  it('shows what was there while something else is on its way, but not in its place', () => {
    const changing = evolvePolled(shown, { type: 'asked-else' });
    expect(changing).toMatchObject({ data: 'three windows', isChanging: true });
    const failed = evolvePolled(changing, { type: 'failed', problem: refused('unavailable') });
    expect(failed).toMatchObject({ data: undefined, isChanging: false });
  });

  it('says that an answer is late', () => {
    expect(evolvePolled(shown, { type: 'late' })).toEqual({ ...shown, isLate: true });
  });
});
