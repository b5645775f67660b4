import { Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { TextBadge } from '../../../../kit/text-badge';
import { useFormats } from '../../../../kit/language';
import { useSeconds, useWaitTime } from '../../desk/use-seconds';
import { partsOf } from '../../view/slug';
import { useDeskWords } from '../../words/words';
import type { Ongoing } from '../view/ongoing';
import { useOngoingWords } from '../words/use-ongoing-words';
import { useSupervisorWords } from '../words/words';

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', alignItems: 'start', gap: '2px', minWidth: 0 },
  line: { maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  // The brand colour has too little contrast on the background of a row under the pointer.
  name: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  time: { fontVariantNumeric: 'tabular-nums' },
});

const colors = {
  waiting: 'warning',
  active: 'success',
  disconnected: 'danger',
  'wrap-up': 'informative',
} as const;

/** Shows the status, and the time that matters in it: until the deadline, or since when the customer waits. */
export function StatusOf({ conversation }: { conversation: Ongoing }) {
  const styles = useStyles();
  const words = useOngoingWords();
  const { status, waitingSince, deadlineAt, startedAt } = conversation;
  return (
    <span className={styles.lines}>
      <TextBadge color={colors[status]}>{words.statuses[status]}</TextBadge>
      {deadlineAt === null ? (
        <Since at={waitingSince ?? startedAt} isWaiting={status === 'waiting'} />
      ) : (
        <Left at={deadlineAt} />
      )}
    </span>
  );
}

function Left({ at }: { at: string }) {
  const styles = useStyles();
  const { left } = useDeskWords();
  const { clock } = useFormats();
  return (
    <Text size={200} className={styles.time} role="timer">
      {left({ time: clock(useSeconds(at)) })}
    </Text>
  );
}

function Since({ at, isWaiting }: { at: string; isWaiting: boolean }) {
  const styles = useStyles();
  const words = useOngoingWords();
  const { span } = useFormats();
  const time = span(useWaitTime(at));
  return (
    <Text size={200} className={mergeClasses(styles.quiet, styles.time)}>
      {isWaiting ? words.waitsFor({ span: time }) : words.runsFor({ span: time })}
    </Text>
  );
}

/** Shows the name, which opens the conversation, and the beginning of the first message. */
export function CustomerOf({ conversation, onMonitor }: { conversation: Ongoing; onMonitor: () => void }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const ongoing = useOngoingWords();
  const { link } = useDeskWords();
  const { customerName, firstWords } = conversation;
  const name = customerName ?? words.unknownCustomer;
  return (
    <span className={styles.lines}>
      <Link
        as="button"
        appearance="subtle"
        className={mergeClasses(styles.line, styles.name)}
        title={name}
        aria-label={ongoing.monitorOf({ customer: name })}
        onClick={onMonitor}
      >
        <bdi>{name}</bdi>
      </Link>
      {firstWords !== null && (
        <Text size={200} className={mergeClasses(styles.line, styles.quiet)} title={firstWords}>
          <bdi>
            {partsOf(firstWords)
              .map((part) => part ?? `[${link}]`)
              .join('')}
          </bdi>
        </Text>
      )}
    </span>
  );
}

/** Shows the agent, and the workstream. */
export function AgentOf({ conversation: { agent, workstreamName } }: { conversation: Ongoing }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  return (
    <span className={styles.lines}>
      <Text className={mergeClasses(styles.line, agent === null && styles.quiet)}>
        <bdi>{agent === null ? words.noAgent : agent.name}</bdi>
      </Text>
      {agent?.connected === false && <Text size={200}>{words.agentLost}</Text>}
      <Text size={200} className={mergeClasses(styles.line, styles.quiet)}>
        <bdi>{workstreamName}</bdi>
      </Text>
    </span>
  );
}
