import { makeStyles, Textarea } from '@fluentui/react-components';
import type { KeyboardEvent } from 'react';
import { useDeskWords } from '../words/words';
import { preloadReplyParts } from './later-reply-parts';
import type { Draft } from './use-draft';

const useStyles = makeStyles({ text: { flexGrow: 1, minWidth: 0, maxHeight: '200px' } });

interface Props {
  readonly draft: Draft;
  readonly customerName: string;
  readonly listId: string;
}

/** The field for the text of a message. Its keys also move in the list of quick replies, which has no focus. */
export function MessageField({ draft, customerName, listId }: Props) {
  const styles = useStyles();
  const words = useDeskWords();
  const { found, active, activate, close } = draft.suggestions;
  const keyDown = (event: KeyboardEvent) => {
    if (found && event.key === 'Escape') close();
    else if (found && found.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp'))
      activate((active + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length);
    else if (found && (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
      if (found.length === 0) return;
      draft.choose(found[active]);
    } else if (event.key === 'Enter' && !event.shiftKey) draft.send();
    else return;
    event.preventDefault();
  };
  return (
    <Textarea
      className={styles.text}
      resize="none"
      placeholder={draft.chosen ? '' : words.placeholder}
      value={draft.text}
      readOnly={draft.chosen !== undefined}
      onChange={(_, { value }) => {
        draft.write(value);
      }}
      onFocus={preloadReplyParts}
      onKeyDown={keyDown}
      textarea={{
        ref: draft.field,
        dir: 'auto',
        rows: 2,
        'aria-label': words.message({ customer: customerName }),
        'aria-autocomplete': 'list',
        ...(found && found.length > 0
          ? { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${active}` }
          : {}),
      }}
    />
  );
}
