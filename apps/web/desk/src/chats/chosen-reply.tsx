import { Button, Caption1Strong, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DismissRegular, EditRegular } from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
import type { QuickReply } from '../view/quick-replies';
import { useDeskWords } from '../words/words';
import { LinkChip } from './link-chip';
import { TextWithLinks } from './text-with-links';

interface Props {
  readonly reply: QuickReply;
  readonly snapshot: Snapshot;
  onRemove(): void;
  onEdit(): void;
}

const useStyles = makeStyles({
  card: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '4px',
    flexGrow: 1,
    minWidth: 0,
  },
  body: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

/** Previews the quick reply that will be sent next, as the customer will see it. */
export function ChosenReply({ reply, snapshot, onRemove, onEdit }: Props) {
  const styles = useStyles();
  const words = useDeskWords();
  return (
    <section className={styles.card} aria-label={words.quickReply}>
      <div className={styles.words}>
        <Caption1Strong>{reply.title}</Caption1Strong>
        <Text className={styles.body} lang={reply.locale} dir="auto">
          <TextWithLinks text={reply.body} />
        </Text>
        {reply.hasReconnectLink && <LinkChip snapshot={snapshot} />}
      </div>
      <Button
        size="small"
        appearance="subtle"
        icon={<EditRegular />}
        aria-label={words.editQuickReply}
        onClick={onEdit}
      />
      <Button
        size="small"
        appearance="subtle"
        icon={<DismissRegular />}
        aria-label={words.removeQuickReply}
        onClick={onRemove}
      />
    </section>
  );
}
