import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Line, SystemLine } from '../view';
import { entrySentence } from '../words/sentences';
import { MessageGroup } from './message';
import { useSurroundings } from './surroundings';
import { transcriptBlocks } from './transcript-blocks';
import { useStickToEnd } from './use-stick-to-end';

/** Draws the messages and events. `typing` is the name of the person who is typing. */
export function Transcript({ lines, typing }: { lines: readonly Line[]; typing: string | null }): VNode {
  const { speech, later } = useSurroundings();
  const now = Date.now();
  const blocks = useMemo(() => transcriptBlocks(lines, (at) => speech.day(at, now, 'date')), [lines, speech]);
  const { ref, onScroll, unseen, jump } = useStickToEnd(lines.length, lines.at(-1), typing !== null);
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
            if (block.kind === 'system') return <Happened key={block.key} line={block.line} />;
            return <MessageGroup key={block.key} lines={block.lines} newest={index === blocks.length - 1} />;
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

function Happened({ line }: { line: SystemLine }): VNode | null {
  const { speech, later } = useSurroundings();
  const sentence = entrySentence(speech, line);
  if (sentence === undefined) return null;
  return (
    <li className="system">
      {sentence} · <time dateTime={line.at}>{speech.time(line.at)}</time>
      {line.linkUrl !== null && later && <later.LinkCard url={line.linkUrl} state={line.linkState} />}
    </li>
  );
}
