import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { makeStyles } from '@fluentui/react-components';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { withKept } from '../view/kept-rows';
import type { GroupItemsProps } from './group-items';

const rowHeight = 64;

const useStyles = makeStyles({
  list: { position: 'relative', listStyleType: 'none', margin: 0, padding: 0 },
  row: { position: 'absolute', top: 0, insetInlineStart: 0, insetInlineEnd: 0 },
});

/**
 * Renders the rows around the visible part, the selected one and the one with the focus. Screen readers learn the
 * position and the number of all rows; the page's own search finds those that are not rendered.
 */
export function VirtualItems<Item extends object>({
  items,
  scroll,
  selected = null,
  keyOf,
  children,
}: GroupItemsProps<Item>) {
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  const [focused, setFocused] = useState<string>();
  // What is above the list changes with the other groups.
  useLayoutEffect(() => {
    if (!list.current || !scroll.current) return;
    const above = list.current.getBoundingClientRect().top - scroll.current.getBoundingClientRect().top;
    setScrollMargin(Math.round(above + scroll.current.scrollTop));
  });
  const kept = [selected, focused].map((key) => items.findIndex((item) => keyOf(item) === key));
  const [first = -1, second = -1] = kept;
  const rangeExtractor = useCallback(
    (range: Range) => withKept(defaultRangeExtractor(range), [first, second]),
    [first, second],
  );
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => keyOf(items[index]!),
    overscan: 6,
    scrollMargin,
    rangeExtractor,
  });
  return (
    <ul
      ref={list}
      className={styles.list}
      style={{ height: `${virtualizer.getTotalSize()}px` }}
      onFocus={({ target }) => {
        setFocused(target.closest('li')?.dataset['key']);
      }}
      onBlur={() => {
        setFocused(undefined);
      }}
    >
      {virtualizer.getVirtualItems().map(({ index, start }) => {
        const item = items[index]!;
        return (
          <li
            key={keyOf(item)}
            ref={virtualizer.measureElement}
            data-index={index}
            data-key={keyOf(item)}
            aria-posinset={index + 1}
            aria-setsize={items.length}
            className={styles.row}
            style={{ transform: `translateY(${start - scrollMargin}px)` }}
          >
            {children(item)}
          </li>
        );
      })}
    </ul>
  );
}
