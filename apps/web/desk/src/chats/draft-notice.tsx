import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { Snapshot } from '@rejoin/contracts';
import { hasReconnectSlug, pageLimits } from '@rejoin/contracts/plain';
import { useIsNarrow } from '../desk/use-media';
import { useDeskWords } from '../words/words';
import { LaterOpenVariables } from './later-reply-parts';
import { LinkChip } from './link-chip';
import type { Draft } from './use-draft';

const useStyles = makeStyles({
  hint: { color: tokens.colorNeutralForeground2 },
  problem: { color: tokens.colorStatusDangerForeground1 },
});

interface Props {
  readonly draft: Draft;
  readonly snapshot: Snapshot;
}

/** The line below the message field: the problem of the draft, its reconnect link, or the keys that send it. */
export function DraftNotice({ draft, snapshot }: Props) {
  const styles = useStyles();
  const words = useDeskWords();
  const isNarrow = useIsNarrow();
  const excess = draft.text.length - pageLimits.messageUnits;
  if (excess > 0) {
    return (
      <Caption1 className={styles.problem} role="alert">
        {words.tooLong({ count: excess })}
      </Caption1>
    );
  }
  if (draft.open.length > 0 && !draft.suggestions.found) {
    return <LaterOpenVariables variables={draft.open} onSend={draft.sendAsText} />;
  }
  if (hasReconnectSlug(draft.text)) return <LinkChip snapshot={snapshot} />;
  return !isNarrow && <Caption1 className={styles.hint}>{words.sendHint}</Caption1>;
}
