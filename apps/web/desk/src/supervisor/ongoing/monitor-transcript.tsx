import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { TranscriptItemView } from '../../chats/transcript-item';
import { itemsOf } from '../../view/transcript-items';
import { useDeskWords } from '../../words/words';
import type { Monitor } from '../view/monitor';
import { useOngoingWords } from '../words/use-ongoing-words';

/** The transcript counts as scrolled to the end within this distance; new entries then scroll into view. */
const nearPixels = 80;

const useStyles = makeStyles({
  scroll: { flexGrow: 1, flexBasis: 0, minHeight: '80px', overflowY: 'auto', outlineOffset: '-2px' },
  lines: { display: 'flex', flexDirection: 'column', padding: tokens.spacingHorizontalM },
  earlier: { alignSelf: 'center' },
});

interface Props {
  readonly entries: Monitor['entries'];
  readonly customerName: string;
  readonly loadEarlier: (() => Promise<void>) | null;
}

/** The entries of a followed conversation. Loading earlier ones does not move what is in view. */
export function MonitorTranscript({ entries, customerName, loadEarlier }: Props) {
  const styles = useStyles();
  const words = useOngoingWords();
  const desk = useDeskWords();
  const { items } = useMemo(() => itemsOf(entries, [], entries.length), [entries]);
  const scroll = useRef<HTMLDivElement>(null);
  const heightBefore = useRef<number>(undefined);
  const [isAtEnd, setAtEnd] = useState(true);
  useLayoutEffect(() => {
    const box = scroll.current;
    if (!box) return;
    if (heightBefore.current !== undefined) box.scrollTop += box.scrollHeight - heightBefore.current;
    else if (isAtEnd) box.scrollTop = box.scrollHeight;
    heightBefore.current = undefined;
  }, [items, isAtEnd]);
  return (
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
          <TranscriptItemView key={item.key} item={item} customerName={customerName} />
        ))}
      </div>
    </div>
  );
}
