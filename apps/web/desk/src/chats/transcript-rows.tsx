import { useVirtualizer } from '@tanstack/react-virtual';
import { makeStyles } from '@fluentui/react-components';
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { TranscriptItem } from '../view/transcript-items';
import { TranscriptItemView } from './transcript-item';

/** Most items are a message of one line. */
const usualHeight = 44;

const useStyles = makeStyles({
  rows: { position: 'relative' },
  row: {
    position: 'absolute',
    top: 0,
    insetInlineStart: 0,
    insetInlineEnd: 0,
    display: 'flex',
    flexDirection: 'column',
  },
});

interface Props {
  readonly items: readonly TranscriptItem[];
  readonly customerName: string;
  /** The element that scrolls. */
  readonly scroll: RefObject<HTMLElement | null>;
  /** Scrolls to the end again, because the rows have other heights than expected. */
  onResize(): void;
}

/**
 * Renders the items of a long transcript around its visible part. What is visible stays in its place when items are
 * added before it, or when their heights become known.
 */
export function TranscriptRows({ items, customerName, scroll, onResize }: Props) {
  const styles = useStyles();
  const rows = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    if (!rows.current || !scroll.current) return;
    const above = rows.current.getBoundingClientRect().top - scroll.current.getBoundingClientRect().top;
    setScrollMargin(Math.round(above + scroll.current.scrollTop));
  });
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => items[index]!.key,
    overscan: 10,
    scrollMargin,
    anchorTo: 'end',
    // The first rows to be rendered are the last ones, which are shown first.
    initialOffset: () => items.length * usualHeight,
  });
  // A row that is partly above the visible part counts as well: with another width its lines break elsewhere.
  useLayoutEffect(() => {
    virtualizer.shouldAdjustScrollPositionOnItemSizeChange = ({ start }, _, { scrollOffset }) =>
      start < (scrollOffset ?? 0);
  }, [virtualizer]);
  const size = virtualizer.getTotalSize();
  useLayoutEffect(onResize, [onResize, size]);
  return (
    <div ref={rows} className={styles.rows} style={{ height: `${size}px` }}>
      {virtualizer.getVirtualItems().map(({ index, start, key }) => (
        <div
          key={key}
          ref={virtualizer.measureElement}
          data-index={index}
          className={styles.row}
          style={{ transform: `translateY(${start - scrollMargin}px)` }}
        >
          <TranscriptItemView item={items[index]!} customerName={customerName} />
        </div>
      ))}
    </div>
  );
}
