import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useSentence } from './sentence';
import {
  currentToasts,
  postponed,
  withDialog,
  withoutToast,
  withToast,
  type ToastIntent,
  type ToastItem,
  type Told,
} from './toast-list';
import { ShownContext, type ToastsShown } from './shown-toasts';
import { FloatingToasts } from './toast-region';

interface Toasts {
  /** `about`: the thing that it is about. A later toast about the same thing takes its place. */
  tell(told: Told, about?: string): void;
  /** Takes away the toast about a thing, if there is one. */
  drop(about: string): void;
  succeeded(title: string): void;
  /** Says what went wrong, and what helps: a refusal by its name, anything else in general. */
  failed(error: unknown, title?: string): void;
}

const ToastsContext = createContext<Toasts | undefined>(undefined);

const shownMs: Readonly<Record<ToastIntent, number>> = { info: 6_000, success: 5_000, error: 10_000 };
const lookEveryMs = 500;

/** Keeps what is told. It is shown by a `ToastPlace` of the page; without one it floats at the end of the window. */
export function ToastsProvider({ children }: { children: ReactNode }) {
  const sentence = useSentence();
  const [list, setList] = useState<readonly ToastItem[]>([]);
  const [pausedAt, setPausedAt] = useState<number>();
  const [places, setPlaces] = useState(0);
  const hasSome = list.length > 0;
  useEffect(() => {
    if (!hasSome || pausedAt !== undefined) return;
    const timer = setInterval(() => {
      setList((before) => withDialog(currentToasts(before, performance.now()), isBehindDialog()));
    }, lookEveryMs);
    return () => {
      clearInterval(timer);
    };
  }, [hasSome, pausedAt]);

  const toasts = useMemo((): Toasts => {
    let count = 0;
    const show = (intent: ToastIntent, told: Told, about?: string) => {
      const item: ToastItem = {
        ...told,
        intent,
        key: about ?? `toast ${(count += 1)}`,
        isAbout: about !== undefined,
        isOverDialog: isBehindDialog(),
        until: performance.now() + shownMs[intent],
      };
      setList((before) => withToast(before, item));
    };
    return {
      tell: (told, about) => {
        show('info', told, about);
      },
      drop: (about) => {
        setList((before) => withoutToast(before, about));
      },
      succeeded: (title) => {
        show('success', { title });
      },
      failed: (error, title) => {
        const body = sentence(error);
        show('error', title === undefined ? { title: body } : { title, body });
      },
    };
  }, [sentence]);

  const takePlace = useCallback(() => {
    setPlaces((before) => before + 1);
    return () => {
      setPlaces((before) => before - 1);
      // Whoever read there is gone.
      setPausedAt(undefined);
    };
  }, []);
  const shown = useMemo(
    (): ToastsShown => ({
      list,
      hasPlace: places > 0,
      pause: (is) => {
        if (is) setPausedAt((before) => before ?? performance.now());
        else if (pausedAt !== undefined) {
          setList((before) => postponed(before, performance.now() - pausedAt));
          setPausedAt(undefined);
        }
      },
      dismiss: (keys) => {
        setList((before) => keys.reduce(withoutToast, before));
        setPausedAt(undefined);
      },
      takePlace,
    }),
    [list, places, pausedAt, takePlace],
  );
  return (
    <ToastsContext.Provider value={toasts}>
      <ShownContext.Provider value={shown}>
        {children}
        <FloatingToasts />
      </ShownContext.Provider>
    </ToastsContext.Provider>
  );
}

export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext);
  if (!toasts) throw new Error('there is no ToastsProvider');
  return toasts;
}

/** Whether a modal dialog lies over the page. */
function isBehindDialog(): boolean {
  return document.querySelector('[aria-modal=true]') !== null;
}
