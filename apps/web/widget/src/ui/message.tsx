import type { VNode } from 'preact';
import type { MessageLine } from '../view';
import { Avatar } from './avatar';
import { nameOf } from './sender-name';
import { useSurroundings } from './surroundings';
import { textParts } from './text-parts';

/** Consecutive messages of one person. The newest of the customer's own shows its delivery. */
export function MessageGroup(props: {
  lines: readonly [MessageLine, ...MessageLine[]];
  newest: boolean;
}): VNode {
  const { lines, newest } = props;
  const { speech } = useSurroundings();
  const [first] = lines;
  const own = first.sender === 'customer';
  const name = nameOf(first, speech);
  return (
    <li className={own ? 'group own' : 'group'}>
      {!own && (
        <p className="by" aria-hidden="true">
          {name} {first.at !== null && <time dateTime={first.at}>{speech.time(first.at)}</time>}
        </p>
      )}
      {!own && <Avatar name={name} size="tiny" />}
      <ul className="lines">
        {lines.map((line, index) => (
          <Message key={line.key} line={line} name={name} last={index === lines.length - 1} newest={newest} />
        ))}
      </ul>
    </li>
  );
}

interface OneMessage {
  readonly line: MessageLine;
  readonly name: string;
  readonly last: boolean;
  readonly newest: boolean;
}

function Message({ line, name, last, newest }: OneMessage): VNode {
  const { speech, later } = useSurroundings();
  const own = line.sender === 'customer';
  return (
    <li>
      <p className={line.delivery === 'sending' ? 'bubble pending' : 'bubble'} dir="auto">
        <span className="hidden">{name}: </span>
        {textParts(line.text).map(({ text, href }, index) =>
          href === undefined || (line.linkState && href === line.linkUrl) ? (
            text
          ) : (
            <a key={index} href={href} target="_blank" rel="noopener noreferrer">
              {text}
            </a>
          ),
        )}
      </p>
      {line.linkUrl !== null && later && <later.LinkCard url={line.linkUrl} state={line.linkState} />}
      {line.delivery === 'not-sent' &&
        (later ? <later.NotSent line={line} /> : <p className="state">{speech.say('notSent')}</p>)}
      {own && line.delivery === 'sending' && (last || newest) && (
        <p className="state" aria-live="off">
          {speech.say('sending')}
        </p>
      )}
      {own && line.delivery === 'sent' && last && line.at !== null && (
        <p className="state" aria-live="off">
          <time dateTime={line.at}>{speech.time(line.at)}</time>
          {newest && ` · ${speech.say('sent')}`}
        </p>
      )}
    </li>
  );
}
