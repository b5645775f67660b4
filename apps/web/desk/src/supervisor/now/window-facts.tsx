import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { PlugConnectedRegular, PlugDisconnectedRegular } from '@fluentui/react-icons';
import type { OpenWindow } from '@rejoin/contracts';
import { TextBadge } from '../../../../kit/text-badge';
import { useFormats } from '../../../../kit/language';
import { useSupervisorWords } from '../words/words';

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', alignItems: 'start', gap: '2px', minWidth: 0 },
  name: { maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Shows the customer's name and the workstream. */
export function CustomerOf({ window: { customerName, workstreamName } }: { window: OpenWindow }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  return (
    <span className={styles.lines}>
      <Text weight="semibold" className={styles.name} dir="auto">
        {customerName ?? words.unknownCustomer}
      </Text>
      <Text size={200} className={mergeClasses(styles.name, styles.quiet)} dir="auto">
        {workstreamName}
      </Text>
    </span>
  );
}

/** Shows the agent of the conversation, and whether the agent is connected. */
export function AgentOf({ window: { agent } }: { window: OpenWindow }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  if (!agent) return <Text className={styles.quiet}>{words.noAgent}</Text>;
  return (
    <span className={styles.lines}>
      <Text className={styles.name} dir="auto">
        {agent.name}
      </Text>
      {agent.connected ? (
        <TextBadge color="success" size="small" icon={<PlugConnectedRegular />}>
          {words.agentConnected}
        </TextBadge>
      ) : (
        <TextBadge color="danger" size="small" icon={<PlugDisconnectedRegular />}>
          {words.agentDisconnected}
        </TextBadge>
      )}
    </span>
  );
}

/** Shows the kind of the window: what the customer can reconnect to. */
export function KindOf({ window: { kind, agent } }: { window: OpenWindow }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const isParked = kind === 'reconnect' && agent === null;
  return (
    <span className={styles.lines}>
      <Text>{words.kinds[agent === null ? 'queue' : 'agent']}</Text>
      {agent === null && (
        <Text size={200} className={styles.quiet}>
          {isParked ? words.parked : words.inQueue}
        </Text>
      )}
    </span>
  );
}

export function useHeld(): (window: OpenWindow) => string {
  const words = useSupervisorWords();
  return ({ heldUnits }) => (heldUnits > 0 ? words.units({ count: heldUnits }) : words.nothingHeld);
}

export function useExtensions(): (window: OpenWindow) => string {
  const words = useSupervisorWords();
  const { number, span } = useFormats();
  return ({ extensionsLeft, extensionSeconds }) =>
    extensionsLeft > 0
      ? words.extensionsLeft({ count: number(extensionsLeft), duration: span(extensionSeconds) })
      : words.noExtensions;
}
