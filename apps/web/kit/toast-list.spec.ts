import {
  currentToasts,
  postponeToasts,
  visibleToasts,
  withDialog,
  withoutToast,
  withToast,
  type ToastItem,
} from './toast-list';

const toast = (key: string, more: Partial<ToastItem> = {}): ToastItem => ({
  key,
  title: key,
  intent: 'info',
  hasSubject: true,
  isOverDialog: false,
  until: 1_000,
  ...more,
});
const listOf = (...toasts: readonly ToastItem[]) =>
  toasts.reduce<readonly ToastItem[]>((list, one) => withToast(list, one), []);
const keys = (list: readonly ToastItem[]) => list.map(({ key }) => key);

describe('the list of toasts', () => {
  it('has one toast for each key, which is updated in place and expires anew', () => {
    const list = listOf(toast('mia'), toast('omar'), toast('mia', { title: 'again', until: 5_000 }));
    expect(keys(list)).toEqual(['mia', 'omar']);
    expect(list[0]).toMatchObject({ title: 'again', until: 5_000 });
  });

  it('has one toast after 102 messages of the same customer', () => {
    const list = listOf(...Array.from({ length: 102 }, (_, index) => toast('mia', { title: `${index}` })));
    expect(list).toHaveLength(1);
    expect(list[0]?.title).toBe('101');
  });

  it('shows up to three toasts individually, and collapses them from the fourth on', () => {
    const three = ['a', 'b', 'c'].map((key) => toast(key));
    expect(visibleToasts(listOf(...three))).toEqual({ toasts: three, collapsed: 0 });
    expect(visibleToasts(listOf(...three, toast('d')))).toEqual({ toasts: [], collapsed: 4 });
  });

  it('collapses 60 new chats, and shows the latest three other toasts beside them', () => {
    const chats = Array.from({ length: 60 }, (_, index) => toast(`chat ${index}`));
    const others = ['1', '2', '3', '4'].map((key) => toast(key, { hasSubject: false, intent: 'error' }));
    const visible = visibleToasts(listOf(...chats, ...others));
    expect(visible.collapsed).toBe(60);
    expect(keys(visible.toasts)).toEqual(['2', '3', '4']);
  });

  it('has a maximum length', () => {
    expect(listOf(...Array.from({ length: 700 }, (_, index) => toast(`${index}`)))).toHaveLength(500);
  });

  it('drops toasts that are removed or expired, and is the same object when nothing changes', () => {
    const list = listOf(toast('a'), toast('b', { until: 3_000 }));
    expect(keys(withoutToast(list, 'a'))).toEqual(['b']);
    expect(withoutToast(list, 'z')).toBe(list);
    expect(keys(currentToasts(list, 1_000))).toEqual(['b']);
    expect(currentToasts(list, 999)).toBe(list);
  });

  it('is postponed while the person reads', () => {
    expect(currentToasts(postponeToasts(listOf(toast('a')), 4_000), 4_999)).toHaveLength(1);
  });

  it('moves toasts back to the region of the page when the dialog over them is closed', () => {
    const list = listOf(toast('a', { isOverDialog: true }));
    expect(withDialog(list, true)).toBe(list);
    expect(withDialog(list, false)[0]?.isOverDialog).toBe(false);
  });
});
