import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { kitWords } from './kit-words';
import { useWords } from './language';
import { loadCurrentTexts } from './texts';
import { useToasts } from './toasts';

interface Options {
  /** What stands in the place of the part until it is there. It should have the same size. */
  readonly opening?: ReactNode;
  /** What stands there when the part cannot be fetched. Otherwise it is a message with a button to try again. */
  missing?(retry: () => void): ReactNode;
}

/** A component whose code and texts are fetched when it is rendered first, or before by `preload`. */
export type Later<Props extends object> = ComponentType<Props> & { preload(): void };

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
        () => isGone || setAttempt(({ count }) => ({ count, hasFailed: true })),
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
  return Object.assign(Part, { preload: () => void fetch().catch(() => undefined) });
}

/** A dialog or menu that is fetched when it opens first. If that fails, a toast says so, and it is closed again. */
export function laterOverlay<Props extends { onClose(): void }>(
  load: () => Promise<ComponentType<Props>>,
): Later<Props> {
  const { fetch, fetched } = fetchedOnce(load);
  function Overlay(props: Props) {
    const words = useWords(kitWords).missingPart;
    const { failed } = useToasts();
    const [Loaded, setLoaded] = useState(fetched);
    const { onClose } = props;
    useEffect(() => {
      if (Loaded) return;
      let isGone = false;
      fetch().then(
        () => isGone || setLoaded(fetched),
        () => {
          if (isGone) return;
          failed(new Error('not fetched'), words.title);
          onClose();
        },
      );
      return () => {
        isGone = true;
      };
    }, [Loaded, failed, onClose, words]);
    return Loaded ? <Loaded.Component {...props} /> : null;
  }
  return Object.assign(Overlay, { preload: () => void fetch().catch(() => undefined) });
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

function MissingPart({ onRetry }: { onRetry(): void }) {
  const words = useWords(kitWords);
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{words.missingPart.title}</MessageBarTitle>
        {words.missingPart.text}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onRetry}>
          {words.tryAgain}
        </Button>
        <Button
          size="small"
          onClick={() => {
            location.reload();
          }}
        >
          {words.missingPart.reload}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
