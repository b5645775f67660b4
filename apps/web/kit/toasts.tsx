import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useSentence } from './sentence';
import {
  currentToasts,
  postponeToasts,
  withDialog,
  withoutToast,
  withToast,
  type ToastIntent,
  type ToastItem,
  type ToastContent,
} from './toast-list';
import { ToastStateContext, type ToastState } from './toast-context';
import { FloatingToasts } from './toast-region';

interface Toasts {
  /**
   * Shows an informational toast. `subject` is the id of its subject; a later toast about the same subject replaces it.
   */
  info(content: ToastContent, subject?: string): void;
  /** Removes the toast about a subject, if there is one. */
  drop(subject: string): void;
  succeeded(title: string): void;
  /** Shows what went wrong and what to do: by name for a refusal, in general terms for other errors. */
  failed(error: unknown, title?: string): void;
}

const ToastsContext = createContext<Toasts | undefined>(undefined);

const displayMs: Readonly<Record<ToastIntent, number>> = { info: 6_000, success: 5_000, error: 10_000 };
const checkEveryMs = 500;

/** Stores the toasts. A `ToastRegion` of the page renders them; without one they float at the end of the window. */
export function ToastsProvider({ children }: { children: ReactNode }) {
  const sentence = useSentence();
  const [list, setList] = useState<readonly ToastItem[]>([]);
  const [pausedAt, setPausedAt] = useState<number>();
  const [regions, setRegions] = useState(0);
  const hasSome = list.length > 0;
  useEffect(() => {
    if (!hasSome || pausedAt !== undefined) return;
    const timer = setInterval(() => {
      setList((before) => withDialog(currentToasts(before, performance.now()), isBehindDialog()));
    }, checkEveryMs);
    return () => {
      clearInterval(timer);
    };
  }, [hasSome, pausedAt]);

  const toasts = useMemo((): Toasts => {
    let count = 0;
    const show = (intent: ToastIntent, content: ToastContent, subject?: string) => {
      const item: ToastItem = {
        ...content,
        intent,
        key: subject ?? `toast ${(count += 1)}`,
        hasSubject: subject !== undefined,
        isOverDialog: isBehindDialog(),
        until: performance.now() + displayMs[intent],
      };
      setList((before) => withToast(before, item));
    };
    return {
      info: (content, subject) => {
        show('info', content, subject);
      },
      drop: (subject) => {
        setList((before) => withoutToast(before, subject));
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

  const addRegion = useCallback(() => {
    setRegions((before) => before + 1);
    return () => {
      setRegions((before) => before - 1);
      // The person can no longer read there, so the timers continue.
      setPausedAt(undefined);
    };
  }, []);
  const state = useMemo(
    (): ToastState => ({
      list,
      hasRegion: regions > 0,
      pause: (is) => {
        if (is) setPausedAt((before) => before ?? performance.now());
        else if (pausedAt !== undefined) {
          setList((before) => postponeToasts(before, performance.now() - pausedAt));
          setPausedAt(undefined);
        }
      },
      dismiss: (keys) => {
        setList((before) => keys.reduce(withoutToast, before));
        setPausedAt(undefined);
      },
      addRegion,
    }),
    [list, regions, pausedAt, addRegion],
  );
  return (
    <ToastsContext.Provider value={toasts}>
      <ToastStateContext.Provider value={state}>
        {children}
        <FloatingToasts />
      </ToastStateContext.Provider>
    </ToastsContext.Provider>
  );
}

export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext);
  if (!toasts) throw new Error('there is no ToastsProvider');
  return toasts;
}

/** Returns whether a modal dialog is open. */
function isBehindDialog(): boolean {
  return document.querySelector('[aria-modal=true]') !== null;
}
