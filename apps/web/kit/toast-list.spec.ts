import {
  currentToasts,
  postponed,
  shownToasts,
  withDialog,
  withoutToast,
  withToast,
  type ToastItem,
} from './toast-list';

const toast = (key: string, more: Partial<ToastItem> = {}): ToastItem => ({
  key,
  title: key,
  intent: 'info',
  isAbout: true,
  isOverDialog: false,
  until: 1_000,
  ...more,
});
const listOf = (...toasts: readonly ToastItem[]) =>
  toasts.reduce<readonly ToastItem[]>((list, one) => withToast(list, one), []);
const keys = (list: readonly ToastItem[]) => list.map(({ key }) => key);

describe('toasts', () => {
  it('are one for each key, updated in its place, and last anew', () => {
    const list = listOf(toast('mia'), toast('omar'), toast('mia', { title: 'again', until: 5_000 }));
    expect(keys(list)).toEqual(['mia', 'omar']);
    expect(list[0]).toMatchObject({ title: 'again', until: 5_000 });
  });

  it('stay one after 102 messages of the same customer', () => {
    const list = listOf(...Array.from({ length: 102 }, (_, index) => toast('mia', { title: `${index}` })));
    expect(list).toHaveLength(1);
    expect(list[0]?.title).toBe('101');
  });

  it('are shown apart up to three, and as one from the fourth on', () => {
    const three = ['a', 'b', 'c'].map((key) => toast(key));
    expect(shownToasts(listOf(...three))).toEqual({ toasts: three, collapsed: 0 });
    expect(shownToasts(listOf(...three, toast('d')))).toEqual({ toasts: [], collapsed: 4 });
  });

  it('collapse 60 new chats, and show beside them what else is told, the latest three', () => {
    const chats = Array.from({ length: 60 }, (_, index) => toast(`chat ${index}`));
    const others = ['1', '2', '3', '4'].map((key) => toast(key, { isAbout: false, intent: 'error' }));
    const shown = shownToasts(listOf(...chats, ...others));
    expect(shown.collapsed).toBe(60);
    expect(keys(shown.toasts)).toEqual(['2', '3', '4']);
  });

  it('never pile up beyond what is kept', () => {
    expect(listOf(...Array.from({ length: 700 }, (_, index) => toast(`${index}`)))).toHaveLength(500);
  });

  it('go when they are dropped or their time is over, and the same list stays when nothing goes', () => {
    const list = listOf(toast('a'), toast('b', { until: 3_000 }));
    expect(keys(withoutToast(list, 'a'))).toEqual(['b']);
    expect(withoutToast(list, 'z')).toBe(list);
    expect(keys(currentToasts(list, 1_000))).toEqual(['b']);
    expect(currentToasts(list, 999)).toBe(list);
  });

  it('wait while somebody reads them', () => {
    expect(currentToasts(postponed(listOf(toast('a')), 4_000), 4_999)).toHaveLength(1);
  });

  it('return to their place when the dialog is closed over which they were told', () => {
    const list = listOf(toast('a', { isOverDialog: true }));
    expect(withDialog(list, true)).toBe(list);
    expect(withDialog(list, false)[0]?.isOverDialog).toBe(false);
  });
});
