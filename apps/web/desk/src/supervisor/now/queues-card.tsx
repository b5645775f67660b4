import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Queues } from '@rejoin/contracts';
import { useState } from 'react';
import { TextBadge } from '../../../../kit/text-badge';
import { useFormats } from '../../../../kit/language';
import { SectionCard } from '../section-card';
import { useSupervisorWords } from '../words/words';

interface Props {
  readonly queues: Queues['queues'];
  readonly serverNow: string;
}

const few = 6;

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { flex: '1 1 160px', minWidth: 0, display: 'flex', flexDirection: 'column' },
  name: {
    alignSelf: 'start',
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  badges: { display: 'flex', flexWrap: 'wrap', marginInlineStart: 'auto', gap: tokens.spacingHorizontalXS },
  none: { padding: tokens.spacingHorizontalL, paddingTop: 0 },
  more: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, padding: tokens.spacingVerticalXS },
  hint: {
    paddingBlock: tokens.spacingVerticalS,
    paddingInline: tokens.spacingHorizontalL,
    color: tokens.colorNeutralForeground2,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/**
 * Lists each queue with its number of conversations and the longest waiting time; queues that are not empty come
 * first.
 */
export function QueuesCard({ queues, serverNow }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { clock } = useFormats();
  const [showsAll, setShowsAll] = useState(false);
  const ordered = queues
    .filter(({ active, waiting, parked }) => active || waiting + parked > 0)
    .sort((a, b) => Number(b.waiting > 0) - Number(a.waiting > 0) || b.parked - a.parked);
  const shown = showsAll ? ordered : ordered.slice(0, few);
  const since = (at: string) => clock((Date.parse(serverNow) - Date.parse(at)) / 1000);
  return (
    <SectionCard title={words.queues} text={words.queuesText}>
      {queues.length === 0 && <Text className={styles.none}>{words.noQueues}</Text>}
      <ul className={styles.list}>
        {shown.map((queue) => (
          <li key={queue.workstreamId} className={styles.item}>
            <span className={styles.words}>
              <Text weight="semibold" className={styles.name} dir="auto">
                {queue.name}
              </Text>
              <Text size={200} className={styles.quiet}>
                {queue.oldestWaitingSince === null
                  ? words.nobodyWaits
                  : words.oldest({ duration: since(queue.oldestWaitingSince) })}
              </Text>
            </span>
            <span className={styles.badges}>
              {!queue.active && <TextBadge color="subtle">{words.inactive}</TextBadge>}
              {queue.parked > 0 && (
                <TextBadge color="informative">{words.parkedCount({ count: queue.parked })}</TextBadge>
              )}
              {queue.waiting > 0 && (
                <TextBadge color="warning">{words.waiting({ count: queue.waiting })}</TextBadge>
              )}
            </span>
          </li>
        ))}
      </ul>
      {shown.some(({ parked }) => parked > 0) && (
        <Text size={200} className={styles.hint}>
          {words.parkedHint}
        </Text>
      )}
      {ordered.length > few && (
        <div className={styles.more}>
          <Button
            size="small"
            appearance="transparent"
            onClick={() => {
              setShowsAll(!showsAll);
            }}
          >
            {showsAll ? words.showFewer : words.showAll({ count: ordered.length })}
          </Button>
        </div>
      )}
    </SectionCard>
  );
}
