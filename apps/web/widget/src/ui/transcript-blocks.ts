import type { Line, MessageLine, SystemLine } from '../view';

/** A block of a transcript: a day, consecutive messages of one person, or an event. */
export type Block =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'group'; readonly key: string; readonly lines: readonly [MessageLine, ...MessageLine[]] }
  | { readonly kind: 'system'; readonly key: string; readonly line: SystemLine };

/** In ms. After this time a person's next message begins a new group with its own time. */
const pause = 5 * 60_000;

/** `dayOf` returns the day of an instant in the reader's time zone. */
export function transcriptBlocks(lines: readonly Line[], dayOf: (at: string) => string): readonly Block[] {
  const blocks: Block[] = [];
  let day: string | undefined;
  for (const line of lines) {
    const { at, key } = line;
    if (at !== null && dayOf(at) !== day) {
      day = dayOf(at);
      blocks.push({ kind: 'day', key: `day ${key}`, at });
    }
    const last = blocks.at(-1);
    if (line.kind === 'system') blocks.push({ kind: 'system', key, line });
    else if (last?.kind === 'group' && belongs(line, last.lines)) {
      blocks[blocks.length - 1] = { ...last, lines: [...last.lines, line] };
    } else blocks.push({ kind: 'group', key, lines: [line] });
  }
  return blocks;
}

function belongs(line: MessageLine, [first, ...more]: readonly [MessageLine, ...MessageLine[]]): boolean {
  const last = more.at(-1) ?? first;
  if (line.sender !== first.sender || line.name !== first.name) return false;
  return line.at === null || last.at === null || Date.parse(line.at) - Date.parse(last.at) < pause;
}
