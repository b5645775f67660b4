import type { TranscriptItem, MessageItem, SystemItem } from '../view';

/** A block of a transcript: a day, consecutive messages of one person, or an event. */
export type Block =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'group'; readonly key: string; readonly items: readonly [MessageItem, ...MessageItem[]] }
  | { readonly kind: 'system'; readonly key: string; readonly item: SystemItem };

/** In ms. After this time a person's next message begins a new group with its own time. */
const pause = 5 * 60_000;

/** `dayOf` returns the day of an instant in the reader's time zone. */
export function transcriptBlocks(
  items: readonly TranscriptItem[],
  dayOf: (at: string) => string,
): readonly Block[] {
  const blocks: Block[] = [];
  let day: string | undefined;
  for (const item of items) {
    const { at, key } = item;
    if (at !== null && dayOf(at) !== day) {
      day = dayOf(at);
      blocks.push({ kind: 'day', key: `day ${key}`, at });
    }
    const last = blocks.at(-1);
    if (item.kind === 'system') blocks.push({ kind: 'system', key, item });
    else if (last?.kind === 'group' && belongs(item, last.items)) {
      blocks[blocks.length - 1] = { ...last, items: [...last.items, item] };
    } else blocks.push({ kind: 'group', key, items: [item] });
  }
  return blocks;
}

function belongs(item: MessageItem, [first, ...more]: readonly [MessageItem, ...MessageItem[]]): boolean {
  const last = more.at(-1) ?? first;
  if (item.sender !== first.sender || item.name !== first.name) return false;
  return item.at === null || last.at === null || Date.parse(item.at) - Date.parse(last.at) < pause;
}
