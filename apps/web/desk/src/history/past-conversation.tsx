import { Button, Caption1, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular, ArrowRightRegular, ChatOffRegular } from '@fluentui/react-icons';
import { useEffect, useMemo, useRef } from 'react';
import { TextBadge } from '../../../kit/text-badge';
import { focusIsLost } from '../../../kit/focus-main';
import { useLanguage, usePersonText } from '../../../kit/language';
import { useSentence } from '../../../kit/sentence';
import { TranscriptItemView } from '../chats/transcript-item';
import { useIsNarrow } from '../desk/use-media';
import { go } from '../desk/use-route';
import { EmptyState } from '../shell/empty-state';
import { itemsOf } from '../view/transcript-items';
import { useHistoryWords } from './words/words';
import { useDeskWords } from '../words/words';
import { outcomeOf } from './past-item';
import { usePages, type PastConversation as Past } from './use-pages';

const useStyles = makeStyles({
  whole: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 },
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  who: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  name: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    outlineStyle: 'none',
  },
  chosen: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  scroll: { flexGrow: 1, flexBasis: 0, minHeight: '80px', overflowY: 'auto', outlineOffset: '-2px' },
  lines: {
    display: 'flex',
    flexDirection: 'column',
    maxWidth: '820px',
    marginInline: 'auto',
    padding: tokens.spacingHorizontalL,
  },
  more: { alignSelf: 'center', marginTop: tokens.spacingVerticalM },
});

/** Shows a closed conversation from its beginning. Nothing can be written into it. */
export function PastConversation({ conversationId }: { conversationId: string }) {
  const styles = useStyles();
  const words = useHistoryWords();
  const desk = useDeskWords();
  const person = usePersonText();
  const sentence = useSentence();
  const { pages, ...loading } = usePages(['transcript', conversationId], (client, cursor) =>
    client.transcript(conversationId, cursor === undefined ? {} : { cursor }),
  );
  const past = pages.at(-1)?.conversation;
  const { items } = useMemo(() => {
    const entries = pages.flatMap((page) => page.entries);
    return itemsOf(entries, [], entries.length);
  }, [pages]);
  if (!past) {
    if (!loading.problem) return <EmptyState icon={<Spinner size="large" />} title={words.loading} text="" />;
    const isGone = loading.problem.name === 'not-found';
    return (
      <EmptyState
        icon={<ChatOffRegular />}
        title={isGone ? words.goneTitle : words.failedTitle}
        text={isGone ? words.goneText : sentence(loading.problem)}
        action={isGone ? <BackButton /> : <Button onClick={loading.retry}>{words.retry}</Button>}
      />
    );
  }
  const name = past.customerName === null ? desk.unknownCustomer : person(past.customerName);
  return (
    <div className={styles.whole}>
      <PastHeader past={past} name={name} />
      <div
        className={styles.scroll}
        role="region"
        aria-label={desk.transcript}
        // The tab stop allows scrolling by keyboard.
        tabIndex={0}
      >
        <div className={styles.lines}>
          {items.map((item) => (
            <TranscriptItemView key={item.key} item={item} customerName={name} />
          ))}
          {loading.problem && (
            <Caption1 role="alert" className={styles.more}>
              {sentence(loading.problem)}
            </Caption1>
          )}
          {loading.hasMore && (
            <Button
              className={styles.more}
              size="small"
              disabledFocusable={loading.isLoading}
              onClick={loading.more}
            >
              {words.moreEntries}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

function PastHeader({ past, name }: { past: Past; name: string }) {
  const styles = useStyles();
  const words = useHistoryWords();
  const isNarrow = useIsNarrow();
  const { formats } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // On a narrow screen the list with the link has been unmounted.
    if (isNarrow || focusIsLost()) heading.current?.focus({ preventScroll: true });
  }, [isNarrow]);
  return (
    <header className={styles.header}>
      {isNarrow && <BackButton isIcon />}
      <div className={styles.who}>
        <h2 ref={heading} tabIndex={-1} className={styles.name}>
          <bdi>{name}</bdi>
        </h2>
        <Caption1 className={styles.quiet}>
          {formats.dateTime(past.startedAt)} – {formats.dateTime(past.closedAt)} · {outcomeOf(past, words)} ·{' '}
          <bdi>{past.agent?.name ?? words.noAgent}</bdi> · <bdi>{past.workstreamName}</bdi>
        </Caption1>
        <ChosenAtClose past={past} />
      </div>
      <TextBadge color="informative">{words.readOnly}</TextBadge>
    </header>
  );
}

/** What the agent chose when closing. A gateway of the release before does not send it. */
function ChosenAtClose({ past: { disposition, tags = [] } }: { past: Past }) {
  const styles = useStyles();
  const words = useHistoryWords();
  if (!disposition && tags.length === 0) return null;
  return (
    <div className={styles.chosen}>
      {disposition && (
        <TextBadge appearance="outline" color="brand" title={words.disposition}>
          <bdi>{disposition}</bdi>
        </TextBadge>
      )}
      {tags.map((tag) => (
        <TextBadge key={tag} appearance="outline" color="informative" title={words.tag}>
          <bdi>{tag}</bdi>
        </TextBadge>
      ))}
    </div>
  );
}

function BackButton({ isIcon = false }: { isIcon?: boolean }) {
  const words = useHistoryWords();
  const { direction } = useLanguage();
  return (
    <Button
      appearance={isIcon ? 'subtle' : 'secondary'}
      icon={direction === 'rtl' ? <ArrowRightRegular /> : <ArrowLeftRegular />}
      aria-label={words.back}
      onClick={() => {
        go({ page: 'history', conversationId: null });
      }}
    >
      {isIcon ? undefined : words.back}
    </Button>
  );
}
