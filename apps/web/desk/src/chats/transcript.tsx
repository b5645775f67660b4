import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons';
import type { Entry, Snapshot } from '@rejoin/contracts';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { later } from '../../../kit/later';
import { useDeskView } from '../desk/use-desk';
import { itemsOf } from '../view/transcript-items';
import { useDeskWords } from '../words/words';
import { TranscriptItemView } from './transcript-item';
import { useCustomerName } from './use-customer-name';

const LaterTranscriptRows = later(() =>
  import('./transcript-rows').then(({ TranscriptRows }) => TranscriptRows),
);

const pageSize = 60;
/** Transcripts with more entries render only the items near the visible part, and need no pages. */
const virtualFrom = 200;
/** The transcript counts as scrolled to the end within this distance; new entries then scroll into view. */
const nearPixels = 80;

const useStyles = makeStyles({
  frame: { position: 'relative', flexGrow: 1, flexBasis: 0, minHeight: '80px' },
  scroll: { height: '100%', overflowY: 'auto', boxSizing: 'border-box', outlineOffset: '-2px' },
  lines: {
    display: 'flex',
    flexDirection: 'column',
    maxWidth: '820px',
    marginInline: 'auto',
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalL,
  },
  earlier: { alignSelf: 'center' },
  newest: {
    position: 'absolute',
    bottom: tokens.spacingVerticalM,
    insetInlineEnd: tokens.spacingHorizontalL,
    boxShadow: tokens.shadow8,
  },
  typing: { minHeight: '20px', color: tokens.colorNeutralForeground2, marginTop: tokens.spacingVerticalS },
});

/**
 * Renders the transcript with the newest entry last; older pages are loaded on request. The scroll position is kept
 * unless it is at the end.
 */
export function Transcript({ snapshot, entries }: { snapshot: Snapshot; entries: readonly Entry[] }) {
  const styles = useStyles();
  const words = useDeskWords();
  const name = useCustomerName(snapshot);
  const { conversationId } = snapshot;
  const allUnsent = useDeskView((view) => view.work.unsent);
  const isTyping = useDeskView((view) => view.typing.includes(conversationId));
  const [shown, setShown] = useState(pageSize);
  const [isAtEnd, setAtEnd] = useState(true);
  const scroll = useRef<HTMLDivElement>(null);
  const heightBefore = useRef<number>(undefined);
  const isLong = entries.length > virtualFrom;
  const { items, earlier } = useMemo(() => {
    const unsent = allUnsent.filter((one) => one.conversationId === conversationId);
    return itemsOf(entries, unsent, isLong ? Infinity : shown);
  }, [entries, allUnsent, conversationId, shown, isLong]);

  useLayoutEffect(() => {
    const box = scroll.current;
    if (!box) return;
    if (heightBefore.current !== undefined) box.scrollTop += box.scrollHeight - heightBefore.current;
    else if (isAtEnd) box.scrollTop = box.scrollHeight;
    heightBefore.current = undefined;
  }, [items, isTyping, isAtEnd]);
  const toEnd = useCallback(() => {
    const box = scroll.current;
    if (box && isAtEnd) box.scrollTop = box.scrollHeight;
  }, [isAtEnd]);
  // An element that grows below shrinks the transcript, which must stay scrolled to the end.
  useEffect(() => {
    const box = scroll.current;
    if (!box || !isAtEnd) return;
    const observer = new ResizeObserver(() => {
      box.scrollTop = box.scrollHeight;
    });
    observer.observe(box);
    return () => {
      observer.disconnect();
    };
  }, [isAtEnd]);
  return (
    <div className={styles.frame}>
      <div
        ref={scroll}
        className={styles.scroll}
        role="log"
        aria-label={words.transcript}
        // Rows that appear because the person scrolls are not news.
        aria-live={isLong && !isAtEnd ? 'off' : undefined}
        // The tab stop allows scrolling by keyboard.
        tabIndex={0}
        onScroll={({ currentTarget: box }) => {
          setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < nearPixels);
        }}
      >
        <div className={styles.lines}>
          {earlier > 0 && (
            <Button
              className={styles.earlier}
              appearance="subtle"
              size="small"
              onClick={() => {
                heightBefore.current = scroll.current?.scrollHeight;
                setShown(shown + pageSize);
              }}
            >
              {words.earlier({ count: earlier })}
            </Button>
          )}
          {isLong ? (
            <LaterTranscriptRows items={items} customerName={name} scroll={scroll} onResize={toEnd} />
          ) : (
            items.map((item) => <TranscriptItemView key={item.key} item={item} customerName={name} />)
          )}
          <Caption1 className={styles.typing}>{isTyping ? words.typing({ customer: name }) : ''}</Caption1>
        </div>
      </div>
      {!isAtEnd && (
        <Button
          className={styles.newest}
          shape="circular"
          aria-label={words.newest}
          icon={<ArrowDownRegular />}
          onClick={() => {
            scroll.current?.scrollTo({ top: scroll.current.scrollHeight });
          }}
        />
      )}
    </div>
  );
}
