import { evolvePolled, initialPolled, type Polled } from './polled';

const refused = (name: string) => Object.assign(new Error(name), { name });
const shown: Polled<string> = evolvePolled<string>(initialPolled, {
  type: 'received',
  data: 'three windows',
});

describe('a polled query', () => {
  it('keeps the last data while the server is unavailable, and clears the problem with the next response', () => {
    const away = evolvePolled(shown, { type: 'failed', problem: refused('unavailable') });
    expect(away).toMatchObject({ data: 'three windows', problem: { name: 'unavailable' } });
    expect(evolvePolled(away, { type: 'received', data: 'two' })).toEqual({ ...shown, data: 'two' });
  });

  it('drops the data when access is refused', () => {
    const denied = evolvePolled(shown, { type: 'failed', problem: refused('forbidden') });
    expect(denied).toMatchObject({ data: undefined, problem: { name: 'forbidden' } });
  });

  it('keeps the previous data while another query is running, but not after that query has failed', () => {
    const changing = evolvePolled(shown, { type: 'query-changed' });
    expect(changing).toMatchObject({ data: 'three windows', isChanging: true });
    const failed = evolvePolled(changing, { type: 'failed', problem: refused('unavailable') });
    expect(failed).toMatchObject({ data: undefined, isChanging: false });
  });

  it('reports that a response is late', () => {
    expect(evolvePolled(shown, { type: 'late' })).toEqual({ ...shown, isLate: true });
  });
});
