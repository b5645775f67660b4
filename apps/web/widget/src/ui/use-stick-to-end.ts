import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { TranscriptItem } from '../view';

/** In pixels. A reader who is this near to the end follows it. */
const near = 48;

interface StickToEnd {
  readonly ref: RefObject<HTMLDivElement | null>;
  onScroll(): void;
  /** The number of items that came while the reader was further up. */
  readonly unseen: number;
  jump(): void;
}

/** Follows the end of a transcript while its reader is there. Otherwise the scroll position stays. */
export function useStickToEnd(count: number, last: TranscriptItem | undefined, typing: boolean): StickToEnd {
  const ref = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const top = useRef(0);
  const [seen, setSeen] = useState(count);
  const jump = (): void => {
    ref.current?.scrollTo({ top: ref.current.scrollHeight });
    atEnd.current = true;
    setSeen(count);
  };
  useLayoutEffect(() => {
    const own = last?.kind === 'message' && last.sender === 'customer' && count > seen;
    if (atEnd.current || own) jump();
  }, [count, last, typing]);
  useLayoutEffect(() => {
    if (!ref.current || !(window as Partial<typeof globalThis>).ResizeObserver) return;
    // The keyboard of a phone, a banner or a growing composer takes room away; a QR code adds content.
    const watcher = new ResizeObserver(() => {
      if (atEnd.current) ref.current?.scrollTo({ top: ref.current.scrollHeight });
    });
    watcher.observe(ref.current);
    if (ref.current.firstElementChild) watcher.observe(ref.current.firstElementChild);
    return () => watcher.disconnect();
  }, []);
  const onScroll = (): void => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = ref.current ?? {};
    // Only a reader decreases `scrollTop`. A panel that becomes smaller does not.
    const wentUp = scrollTop < top.current;
    top.current = scrollTop;
    atEnd.current = scrollHeight - scrollTop - clientHeight < near || (atEnd.current && !wentUp);
    if (atEnd.current) setSeen(count);
  };
  return {
    ref,
    onScroll,
    unseen: Math.max(0, count - seen),
    jump: () => {
      jump();
      // The button that was pressed is removed.
      ref.current?.focus({ preventScroll: true });
    },
  };
}
