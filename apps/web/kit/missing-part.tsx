import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useCallback } from 'react';
import { kitWords } from './kit-words';
import { useWords } from './language';
import { reloadWhenReachable } from './reload';
import { useToasts } from './toasts';

/** Stands in the place of a part of the page that could not be fetched. */
export function MissingPart({ onRetry }: { onRetry(): void }) {
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
      </MessageBarActions>
    </MessageBar>
  );
}

/** Returns a function that says in a toast that a dialog, a menu or a language could not be fetched. */
export function useMissingPartToast(): () => void {
  const { title, text, reload } = useWords(kitWords).missingPart;
  const { info } = useToasts();
  return useCallback(() => {
    info(
      { title, body: text, action: { label: reload, act: () => void reloadWhenReachable() } },
      'missing-part',
    );
  }, [info, title, text, reload]);
}
