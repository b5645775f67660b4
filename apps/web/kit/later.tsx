import { useEffect, useState, useSyncExternalStore, type ComponentType, type ReactNode } from 'react';
import { MissingPart, useMissingPartToast } from './missing-part';
import { reloadWhenReachable } from './reload';
import { loadCurrentTexts } from './texts';

interface Options {
  /** What stands in the place of the part until it is there. It should have the same size. */
  readonly opening?: ReactNode;
  /** What stands there when the part cannot be fetched. Otherwise it is a message with a button to try again. */
  missing?(retry: () => void): ReactNode;
}

/** A component whose code and texts are fetched when it is rendered first, or before by `preload`. */
export type Later<Props extends object> = ComponentType<Props> & {
  fetch(): Promise<void>;
  preload(): void;
};

/** Divides a page: what `load` imports is not part of the page's first load. */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { opening = null, missing = (retry) => <MissingPart onRetry={retry} /> }: Options = {},
): Later<Props> {
  const { fetch, fetched } = fetchedOnce(load);
  function Part(props: Props) {
    const [Loaded, setLoaded] = useState(fetched);
    const [attempt, setAttempt] = useState({ count: 0, hasFailed: false });
    useEffect(() => {
      let isGone = false;
      fetch().then(
        () => isGone || setLoaded(fetched),
        () => {
          if (isGone) return;
          setAttempt(({ count }) => ({ count, hasFailed: true }));
          if (attempt.count > 0) void reloadWhenReachable();
        },
      );
      return () => {
        isGone = true;
      };
    }, [attempt.count]);
    if (Loaded) return <Loaded.Component {...props} />;
    const retry = () => {
      setAttempt(({ count }) => ({ count: count + 1, hasFailed: false }));
    };
    return attempt.hasFailed ? missing(retry) : opening;
  }
  return Object.assign(Part, { fetch, preload: () => void fetch().catch(() => undefined) });
}

const LaterKeepFocus = later(() => import('./keep-focus').then(({ KeepFocus }) => KeepFocus));
interface Keeping {
  isNeeded: boolean;
  changed(): void;
}
const keeping: Keeping = { isNeeded: false, changed: () => undefined };

/** Stands once in a page. From the first dialog or menu on, it keeps what they share. */
export function OverlayKeeper() {
  const isNeeded = useSyncExternalStore(
    (changed) => {
      keeping.changed = changed;
      return () => undefined;
    },
    () => keeping.isNeeded,
  );
  return isNeeded && <LaterKeepFocus />;
}

/** Fetches a dialog or menu with what all of them share, which must be there before one of them is closed. */
export async function overlay<Component>(load: () => Promise<Component>): Promise<Component> {
  const [component] = await Promise.all([load(), LaterKeepFocus.fetch()]);
  keeping.isNeeded = true;
  keeping.changed();
  return component;
}

/** Fetches a part with the cache of its requests, of which most of a page's first load has no need. */
export async function withQueries<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): Promise<ComponentType<Props>> {
  const [Part, { QueriesProvider }] = await Promise.all([load(), import('./queries-provider')]);
  return function PartWithQueries(props: Props) {
    return (
      <QueriesProvider>
        <Part {...props} />
      </QueriesProvider>
    );
  };
}

/** A dialog or menu that is fetched when it opens first. If that fails, a toast says so, and it is closed again. */
export function laterOverlay<Props extends { onClose(): void }>(
  load: () => Promise<ComponentType<Props>>,
): Later<Props> {
  const { fetch, fetched } = fetchedOnce(() => overlay(load));
  function Overlay(props: Props) {
    const report = useMissingPartToast();
    const [Loaded, setLoaded] = useState(fetched);
    const { onClose } = props;
    useEffect(() => {
      if (Loaded) return;
      let isGone = false;
      fetch().then(
        () => isGone || setLoaded(fetched),
        () => {
          if (isGone) return;
          report();
          onClose();
        },
      );
      return () => {
        isGone = true;
      };
    }, [Loaded, report, onClose]);
    return Loaded ? <Loaded.Component {...props} /> : null;
  }
  return Object.assign(Overlay, { fetch, preload: () => void fetch().catch(() => undefined) });
}

/** Fetches once. After a failure the next call fetches again. */
function fetchedOnce<Props>(load: () => Promise<ComponentType<Props>>) {
  let component: { readonly Component: ComponentType<Props> } | undefined;
  let pending: Promise<void> | undefined;
  const fetch = () =>
    (pending ??= load()
      .then(async (Component) => {
        await loadCurrentTexts();
        component = { Component };
      })
      .catch((error: unknown) => {
        pending = undefined;
        throw error;
      }));
  return { fetch, fetched: () => component };
}
