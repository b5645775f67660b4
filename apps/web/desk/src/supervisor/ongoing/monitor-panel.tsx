import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { ChatOffRegular } from '@fluentui/react-icons';
import { usePersonText } from '../../../../kit/language';
import { useSentence } from '../../../../kit/sentence';
import { EmptyState } from '../../shell/empty-state';
import { useOngoingWords } from '../words/use-ongoing-words';
import { useSupervisorWords } from '../words/words';
import { EmptyMonitorHeader, MonitorHeader } from './monitor-header';
import { MonitorTranscript } from './monitor-transcript';
import type { Moved } from './moved';
import { useMonitor } from './use-monitor';

interface Props {
  readonly conversationId: string;
  onAssign(conversation: Moved): void;
  onClose(): void;
}

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    height: 'min(760px, 78vh)',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'clip',
  },
  problem: { padding: tokens.spacingHorizontalM },
});

/** Shows an ongoing conversation read-only, with new entries as they come. Neither side is told. */
export function MonitorPanel({ conversationId, onAssign, onClose }: Props) {
  const styles = useStyles();
  const words = useOngoingWords();
  const supervisor = useSupervisorWords();
  const person = usePersonText();
  const sentence = useSentence();
  const { monitor, loadEarlier } = useMonitor(conversationId);
  const { conversation, entries, problem } = monitor;
  if (!conversation) {
    return (
      <section className={styles.panel} aria-label={words.monitor}>
        <EmptyMonitorHeader onClose={onClose} />
        {problem ? (
          <EmptyState
            icon={<ChatOffRegular />}
            level="h3"
            title={words.monitorFailed}
            text={sentence(problem)}
          />
        ) : (
          <EmptyState icon={<Spinner />} level="h3" title={supervisor.loading} text="" />
        )}
      </section>
    );
  }
  const { customerName } = conversation;
  const name = customerName === null ? supervisor.unknownCustomer : person(customerName);
  return (
    <section className={styles.panel} aria-label={words.monitor}>
      <MonitorHeader
        conversationId={conversationId}
        conversation={conversation}
        customerName={name}
        onAssign={onAssign}
        onClose={onClose}
      />
      <MonitorTranscript entries={entries} customerName={name} loadEarlier={loadEarlier} />
      {problem && (
        <Text role="alert" className={styles.problem}>
          {sentence(problem)}
        </Text>
      )}
    </section>
  );
}
