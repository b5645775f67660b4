import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons';
import type { Entry, Snapshot } from '@rejoin/contracts';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useDeskView } from '../desk/use-desk';
import { linesOf } from '../view/lines';
import { useDeskWords } from '../words/words';
import { TranscriptLine } from './transcript-line';
import { useCustomerName } from './use-customer-name';

const pageSize = 60;
/** So near to the end counts as being there: what is new then scrolls into view. */
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

/** What was said, the newest last; older pages on request. It stays where one reads, unless that is the end. */
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
  const { lines, earlier } = useMemo(() => {
    const unsent = allUnsent.filter((one) => one.conversationId === conversationId);
    return linesOf(entries, unsent, shown);
  }, [entries, allUnsent, conversationId, shown]);

  useLayoutEffect(() => {
    const box = scroll.current;
    if (!box) return;
    if (heightBefore.current !== undefined) box.scrollTop += box.scrollHeight - heightBefore.current;
    else if (isAtEnd) box.scrollTop = box.scrollHeight;
    heightBefore.current = undefined;
  }, [lines, isTyping, isAtEnd]);
  // Whatever grows below takes its room from here.
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
        // Scrolled by keyboard too.
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
              {words.earlier(earlier)}
            </Button>
          )}
          {lines.map((line) => (
            <TranscriptLine key={line.key} line={line} customerName={name} />
          ))}
          <Caption1 className={styles.typing}>{isTyping ? words.typing(name) : ''}</Caption1>
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
