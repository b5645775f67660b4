import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular, PersonProhibitedRegular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import { laterOverlay } from '../../../../kit/later';
import { TextBadge } from '../../../../kit/text-badge';
import { useBlockWords } from '../../blocks/words/words';
import { useIsNarrow } from '../../desk/use-media';
import { useRequest } from '../use-request';
import type { Monitor } from '../view/monitor';
import { canMove } from '../view/ongoing';
import { useOngoingWords } from '../words/use-ongoing-words';
import { useSupervisorWords } from '../words/words';
import type { Moved } from './moved';

const LaterBlockDialog = laterOverlay(() =>
  import('../../blocks/block-dialog').then(({ BlockDialog }) => BlockDialog),
);

const useStyles = makeStyles({
  head: {
    display: 'flex',
    alignItems: 'start',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  who: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    flexGrow: 1,
    minWidth: 0,
    gap: '2px',
  },
  name: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    overflowWrap: 'anywhere',
    maxHeight: '3lh',
    overflowY: 'auto',
    outlineStyle: 'none',
  },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

interface Props {
  readonly conversationId: string;
  readonly conversation: NonNullable<Monitor['conversation']>;
  readonly customerName: string;
  onAssign(conversation: Moved): void;
  onClose(): void;
}

/** Who takes part in a followed conversation, and what a supervisor can do with it. It takes the focus. */
export function MonitorHeader({ conversationId, conversation, customerName, onAssign, onClose }: Props) {
  const styles = useStyles();
  const words = useOngoingWords();
  const supervisor = useSupervisorWords();
  const blocking = useBlockWords();
  const request = useRequest();
  const isNarrow = useIsNarrow();
  const heading = useRef<HTMLHeadingElement>(null);
  const [blocks, setBlocks] = useState(false);
  useEffect(() => {
    heading.current?.focus({ preventScroll: !isNarrow });
  }, [isNarrow]);
  const { agent, workstreamName, status } = conversation;
  return (
    <>
      <header className={styles.head}>
        <div className={styles.who}>
          <h3 ref={heading} tabIndex={-1} className={styles.name}>
            <bdi>{customerName}</bdi>
          </h3>
          <Caption1 className={styles.quiet}>
            <bdi>{agent?.name ?? supervisor.noAgent}</bdi> · <bdi>{workstreamName}</bdi>
          </Caption1>
          <TextBadge color="informative">{words.monitorStatus({ status: words.statuses[status] })}</TextBadge>
        </div>
        {canMove(conversation) && (
          <Button
            size="small"
            onClick={() => {
              onAssign(conversation);
            }}
          >
            {words.assign}
          </Button>
        )}
        <Button
          size="small"
          appearance="subtle"
          icon={<PersonProhibitedRegular />}
          aria-label={blocking.block}
          title={blocking.block}
          onClick={() => {
            setBlocks(true);
          }}
        />
        <StopButton onStop={onClose} />
      </header>
      {blocks && (
        <LaterBlockDialog
          customer={customerName}
          block={(options) => request((client) => client.blockCustomer(conversationId, options))}
          onClose={() => {
            setBlocks(false);
          }}
        />
      )}
    </>
  );
}

/** The header until the conversation is there. */
export function EmptyMonitorHeader({ onClose }: Pick<Props, 'onClose'>) {
  const styles = useStyles();
  return (
    <div className={styles.head}>
      <span className={styles.who} />
      <StopButton onStop={onClose} />
    </div>
  );
}

function StopButton({ onStop }: { onStop: () => void }) {
  const words = useOngoingWords();
  return (
    <Button
      appearance="subtle"
      icon={<DismissRegular />}
      aria-label={words.stopMonitoring}
      onClick={onStop}
    />
  );
}
