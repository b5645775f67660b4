export type ToastIntent = 'info' | 'success' | 'error';

/** What a toast says. */
export interface Told {
  readonly title: string;
  readonly body?: string;
  readonly action?: { readonly label: string; act(): void };
}

export interface ToastItem extends Told {
  /** A second toast with the same key takes the place of the first. */
  readonly key: string;
  readonly intent: ToastIntent;
  /** Toasts about something are collapsed into one when there are many of them. */
  readonly isAbout: boolean;
  /** It was told while a modal dialog was open, which would hide it. */
  readonly isOverDialog: boolean;
  /** When it goes by itself, in the milliseconds of a clock that only grows. */
  readonly until: number;
}

/** More toasts about different things than this are shown as one. */
const apartAtMost = 3;
/** Of the others the latest are shown. */
const othersAtMost = 3;
const keptAtMost = 500;

/** The list with this toast: in the place of the one with the same key, else at the end. */
export function withToast(list: readonly ToastItem[], toast: ToastItem): readonly ToastItem[] {
  const isKnown = list.some(({ key }) => key === toast.key);
  if (isKnown) return list.map((one) => (one.key === toast.key ? toast : one));
  return [...list, toast].slice(-keptAtMost);
}

export function withoutToast(list: readonly ToastItem[], key: string): readonly ToastItem[] {
  return list.some((one) => one.key === key) ? list.filter((one) => one.key !== key) : list;
}

/** The list without those whose time is over. */
export function currentToasts(list: readonly ToastItem[], now: number): readonly ToastItem[] {
  return list.some(({ until }) => until <= now) ? list.filter(({ until }) => until > now) : list;
}

/** The list with all times this much later: nobody reads and loses a toast. */
export function postponed(list: readonly ToastItem[], ms: number): readonly ToastItem[] {
  return list.map((one) => ({ ...one, until: one.until + ms }));
}

/** The list where those that were told over a dialog return to their place when it is closed. */
export function withDialog(list: readonly ToastItem[], isOpen: boolean): readonly ToastItem[] {
  if (isOpen || !list.some(({ isOverDialog }) => isOverDialog)) return list;
  return list.map((one) => ({ ...one, isOverDialog: false }));
}

export interface ShownToasts {
  readonly toasts: readonly ToastItem[];
  /** How many toasts are shown as one; 0: none are. */
  readonly collapsed: number;
}

/** What is shown of them: at most a handful, however many there are. */
export function shownToasts(list: readonly ToastItem[]): ShownToasts {
  const about = list.filter(({ isAbout }) => isAbout);
  const others = list.filter(({ isAbout }) => !isAbout).slice(-othersAtMost);
  if (about.length > apartAtMost) return { toasts: others, collapsed: about.length };
  return { toasts: [...about, ...others], collapsed: 0 };
}
