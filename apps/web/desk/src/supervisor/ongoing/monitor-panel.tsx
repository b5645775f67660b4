import { Button, Caption1, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { ChatOffRegular, DismissRegular, PersonProhibitedRegular } from '@fluentui/react-icons';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { TextBadge } from '../../../../kit/text-badge';
import { usePersonText } from '../../../../kit/language';
import { laterOverlay } from '../../../../kit/later';
import { useSentence } from '../../../../kit/sentence';
import { useBlockWords } from '../../blocks/words/words';
import { TranscriptItemView } from '../../chats/transcript-item';
import { useIsNarrow } from '../../desk/use-media';
import { EmptyState } from '../../shell/empty-state';
import { itemsOf } from '../../view/transcript-items';
import { useDeskWords } from '../../words/words';
import { canMove } from '../view/ongoing';
import { useOngoingWords } from '../words/use-ongoing-words';
import { useSupervisorWords } from '../words/words';
import { useRequest } from '../use-request';
import type { Moved } from './moved';
import { useMonitor } from './use-monitor';

const LaterBlockDialog = laterOverlay(() =>
  import('../../blocks/block-dialog').then(({ BlockDialog }) => BlockDialog),
);

interface Props {
  readonly conversationId: string;
  onAssign(conversation: Moved): void;
  onClose(): void;
}

/** The transcript counts as scrolled to the end within this distance; new entries then scroll into view. */
const nearPixels = 80;

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
  scroll: { flexGrow: 1, flexBasis: 0, minHeight: '80px', overflowY: 'auto', outlineOffset: '-2px' },
  lines: { display: 'flex', flexDirection: 'column', padding: tokens.spacingHorizontalM },
  earlier: { alignSelf: 'center' },
  problem: { padding: tokens.spacingHorizontalM },
});

/** Shows an ongoing conversation read-only, with new entries as they come. Neither side is told. */
export function MonitorPanel({ conversationId, onAssign, onClose }: Props) {
  const styles = useStyles();
  const words = useOngoingWords();
  const supervisor = useSupervisorWords();
  const desk = useDeskWords();
  const blocking = useBlockWords();
  const request = useRequest();
  const [blocks, setBlocks] = useState(false);
  const person = usePersonText();
  const sentence = useSentence();
  const isNarrow = useIsNarrow();
  const { monitor, loadEarlier } = useMonitor(conversationId);
  const { conversation, entries, problem } = monitor;
  const { items } = useMemo(() => itemsOf(entries, [], entries.length), [entries]);
  const scroll = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const heightBefore = useRef<number>(undefined);
  const [isAtEnd, setAtEnd] = useState(true);
  const isThere = conversation !== null;
  useEffect(() => {
    heading.current?.focus({ preventScroll: !isNarrow });
  }, [isThere, isNarrow]);
  useLayoutEffect(() => {
    const box = scroll.current;
    if (!box) return;
    if (heightBefore.current !== undefined) box.scrollTop += box.scrollHeight - heightBefore.current;
    else if (isAtEnd) box.scrollTop = box.scrollHeight;
    heightBefore.current = undefined;
  }, [items, isAtEnd]);
  const close = (
    <Button
      appearance="subtle"
      icon={<DismissRegular />}
      aria-label={words.stopMonitoring}
      onClick={onClose}
    />
  );
  if (!conversation) {
    return (
      <section className={styles.panel} aria-label={words.monitor}>
        <div className={styles.head}>
          <span className={styles.who} />
          {close}
        </div>
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
  const { customerName, agent, workstreamName, status } = conversation;
  const name = customerName === null ? supervisor.unknownCustomer : person(customerName);
  return (
    <section className={styles.panel} aria-label={words.monitor}>
      <header className={styles.head}>
        <div className={styles.who}>
          <h3 ref={heading} tabIndex={-1} className={styles.name}>
            <bdi>{name}</bdi>
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
        {close}
      </header>
      {blocks && (
        <LaterBlockDialog
          customer={name}
          block={(options) => request((client) => client.blockCustomer(conversationId, options))}
          onClose={() => {
            setBlocks(false);
          }}
        />
      )}
      <div
        ref={scroll}
        className={styles.scroll}
        role="log"
        aria-label={desk.transcript}
        // The tab stop allows scrolling by keyboard.
        tabIndex={0}
        onScroll={({ currentTarget: box }) => {
          setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < nearPixels);
        }}
      >
        <div className={styles.lines}>
          {loadEarlier && (
            <Button
              className={styles.earlier}
              size="small"
              appearance="subtle"
              onClick={() => {
                heightBefore.current = scroll.current?.scrollHeight;
                void loadEarlier();
              }}
            >
              {words.earlier}
            </Button>
          )}
          {items.map((item) => (
            <TranscriptItemView key={item.key} item={item} customerName={name} />
          ))}
        </div>
      </div>
      {problem && (
        <Text role="alert" className={styles.problem}>
          {sentence(problem)}
        </Text>
      )}
    </section>
  );
}
