export type ToastIntent = 'info' | 'success' | 'error';

/** The content of a toast. */
export interface ToastContent {
  readonly title: string;
  readonly body?: string;
  readonly action?: { readonly label: string; act(): void };
}

export interface ToastItem extends ToastContent {
  /** A toast replaces an earlier one with the same key. */
  readonly key: string;
  readonly intent: ToastIntent;
  /** Toasts about a subject are collapsed into one when there are many of them. */
  readonly hasSubject: boolean;
  /** The toast was added while a modal dialog was open, which would hide the region of the page. */
  readonly isOverDialog: boolean;
  /** When the toast is dismissed automatically, in milliseconds of the monotonic clock. */
  readonly until: number;
}

/** More toasts about different subjects than this are collapsed into one. */
const separateAtMost = 3;
/** Of the other toasts only the latest are shown. */
const othersAtMost = 3;
const toastsAtMost = 500;

/** Adds a toast: it replaces the one with the same key, or is appended. */
export function withToast(list: readonly ToastItem[], toast: ToastItem): readonly ToastItem[] {
  const isKnown = list.some(({ key }) => key === toast.key);
  if (isKnown) return list.map((one) => (one.key === toast.key ? toast : one));
  return [...list, toast].slice(-toastsAtMost);
}

export function withoutToast(list: readonly ToastItem[], key: string): readonly ToastItem[] {
  return list.some((one) => one.key === key) ? list.filter((one) => one.key !== key) : list;
}

/** Removes the expired toasts. */
export function currentToasts(list: readonly ToastItem[], now: number): readonly ToastItem[] {
  return list.some(({ until }) => until <= now) ? list.filter(({ until }) => until > now) : list;
}

/** Postpones the expiry of all toasts, so that none is dismissed while the person reads. */
export function postponeToasts(list: readonly ToastItem[], ms: number): readonly ToastItem[] {
  return list.map((one) => ({ ...one, until: one.until + ms }));
}

/** Moves the toasts of a dialog back to the region of the page when the dialog is closed. */
export function withDialog(list: readonly ToastItem[], isOpen: boolean): readonly ToastItem[] {
  if (isOpen || !list.some(({ isOverDialog }) => isOverDialog)) return list;
  return list.map((one) => ({ ...one, isOverDialog: false }));
}

export interface VisibleToasts {
  readonly toasts: readonly ToastItem[];
  /** The number of toasts that are collapsed into one; 0 when none are. */
  readonly collapsed: number;
}

/** Returns the toasts to show: only a few, however long the list is. */
export function visibleToasts(list: readonly ToastItem[]): VisibleToasts {
  const withSubject = list.filter(({ hasSubject }) => hasSubject);
  const others = list.filter(({ hasSubject }) => !hasSubject).slice(-othersAtMost);
  if (withSubject.length > separateAtMost) return { toasts: others, collapsed: withSubject.length };
  return { toasts: [...withSubject, ...others], collapsed: 0 };
}
