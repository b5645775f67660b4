import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { TranscriptItem, SystemItem } from '../view';
import { entrySentence } from '../words/sentences';
import { MessageGroup } from './message';
import { useSurroundings } from './surroundings';
import { transcriptBlocks } from './transcript-blocks';
import { useStickToEnd } from './use-stick-to-end';

/** Draws the messages and events. `typing` is the name of the person who is typing. */
export function Transcript({
  items,
  typing,
}: {
  items: readonly TranscriptItem[];
  typing: string | null;
}): VNode {
  const { speech, later } = useSurroundings();
  const now = Date.now();
  const blocks = useMemo(() => transcriptBlocks(items, (at) => speech.day(at, now, 'date')), [items, speech]);
  const { ref, onScroll, unseen, jump } = useStickToEnd(items.length, items.at(-1), typing !== null);
  return (
    <>
      <div
        className="log"
        role="log"
        tabIndex={0}
        aria-label={speech.say('transcript')}
        ref={ref}
        onScroll={onScroll}
      >
        <ol>
          {blocks.map((block, index) => {
            if (block.kind === 'day') return <Day key={block.key} at={block.at} now={now} />;
            if (block.kind === 'system') return <Happened key={block.key} item={block.item} />;
            return <MessageGroup key={block.key} items={block.items} newest={index === blocks.length - 1} />;
          })}
          {typing !== null && later && <later.Typing name={typing} />}
        </ol>
      </div>
      {unseen > 0 && later && <later.Jump unseen={unseen} jump={jump} />}
    </>
  );
}

function Day({ at, now }: { at: string; now: number }): VNode {
  const { speech } = useSurroundings();
  return <li className="day">{speech.day(at, now)}</li>;
}

function Happened({ item }: { item: SystemItem }): VNode | null {
  const { speech, later } = useSurroundings();
  const sentence = entrySentence(speech, item);
  if (sentence === undefined) return null;
  return (
    <li className="system">
      {sentence} · <time dateTime={item.at}>{speech.time(item.at)}</time>
      {item.linkUrl !== null && later && <later.LinkCard url={item.linkUrl} state={item.linkState} />}
    </li>
  );
}
