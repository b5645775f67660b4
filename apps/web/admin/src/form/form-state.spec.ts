import { evolveForm, isDirty, problemAt, startForm, type FormState } from './form-state';
import { problemsOf } from './problem';

interface Draft {
  readonly name: string;
  readonly portal: string;
}
const form = startForm<Draft>({ name: 'Shop', portal: '' });
const typed = (state: FormState<Draft>, change: Partial<Draft>) =>
  evolveForm(state, {
    type: 'typed',
    field: `/${Object.keys(change)[0] ?? ''}`,
    draft: { ...state.draft, ...change },
  });
const checks = problemsOf([['/portal', 'portal-required']]);

describe('a form', () => {
  it('is dirty from the first change until that is taken back', () => {
    expect(isDirty(form)).toBe(false);
    const changed = typed(form, { name: 'Shop 2' });
    expect(isDirty(changed)).toBe(true);
    expect(isDirty(typed(changed, { name: 'Shop' }))).toBe(false);
  });

  it('says what is wrong with a field when it was typed in and left, not before', () => {
    const leave = (from: typeof form) => evolveForm(from, { type: 'left', field: '/portal' });
    const wrong = (of: typeof form) => problemAt(of, checks, '/portal')?.code;
    const changed = typed(form, { portal: '' });
    expect([form, leave(form), changed].map(wrong)).toEqual([undefined, undefined, undefined]);
    expect(wrong(leave(changed))).toBe('portal-required');
  });

  it('says what is wrong with the fields that it is asked for', () => {
    const asked = evolveForm(form, { type: 'asked', fields: ['/portal'] });
    expect(problemAt(asked, checks, '/portal')?.code).toBe('portal-required');
  });

  it('says all that is wrong once saving was tried', () => {
    expect(problemAt(evolveForm(form, { type: 'tried' }), checks, '/portal')?.code).toBe('portal-required');
  });

  it('shows what the server says at its field until that is changed', () => {
    const fields = [
      { field: '/name', code: 'of-a-later-release', message: 'is odd' },
      { field: '/portal', code: 'not-https', message: 'in whatever words' },
    ];
    const refused = evolveForm(form, { type: 'refused', fields });
    expect(problemAt(refused, new Map(), '/name')).toEqual({ code: 'by-server', detail: 'is odd' });
    expect(problemAt(refused, new Map(), '/portal')?.code).toBe('not-https');
    const changed = typed(refused, { name: 'Other' });
    expect(problemAt(changed, new Map(), '/name')).toBeUndefined();
    expect(problemAt(changed, new Map(), '/portal')?.code).toBe('not-https');
  });

  it('goes on from the version of somebody else with what is left of its own', () => {
    const theirs = { name: 'Theirs', portal: 'p' };
    const rebased = evolveForm(typed(form, { name: 'Mine' }), {
      type: 'rebased',
      base: theirs,
      draft: { ...theirs, name: 'Mine' },
    });
    expect(rebased).toMatchObject({ base: theirs, draft: { name: 'Mine', portal: 'p' } });
    expect(isDirty(rebased)).toBe(true);
  });
});
