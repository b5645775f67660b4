import { useMemo } from 'react';
import { useShortcuts } from '../../../kit/shortcuts';
import { useDesk } from '../desk/use-desk';
import { useDeskWords } from '../words/words';
import type { Draft } from './use-draft';

/** The shortcuts that lead from anywhere in the page to the message field and to the quick replies. */
export function useComposerShortcuts(conversationId: string, { field, suggestions }: Draft): void {
  const words = useDeskWords();
  const desk = useDesk();
  const { open } = suggestions;
  useShortcuts(
    useMemo(
      () => [
        { code: 'KeyM', label: words.keys.write, act: () => field.current?.focus() },
        {
          code: 'KeyQ',
          label: words.keys.quickReplies,
          act: () => {
            // A draft stays: the person may have pressed the keys of another shortcut.
            const draft = desk.getView().work.drafts[conversationId] ?? '';
            if (draft === '' || draft === '/') {
              open();
              desk.messages.draft(conversationId, '/');
            }
            field.current?.focus();
          },
        },
      ],
      [words, desk, conversationId, field, open],
    ),
  );
}
