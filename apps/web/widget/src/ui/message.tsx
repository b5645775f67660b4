import type { VNode } from 'preact';
import type { MessageItem } from '../view';
import { Avatar } from './avatar';
import { nameOf } from './sender-name';
import { useSurroundings } from './surroundings';
import { textParts } from './text-parts';

/** Consecutive messages of one person. The newest of the customer's own shows its delivery. */
export function MessageGroup(props: {
  items: readonly [MessageItem, ...MessageItem[]];
  newest: boolean;
}): VNode {
  const { items, newest } = props;
  const { speech } = useSurroundings();
  const [first] = items;
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
      <ul className="items">
        {items.map((item, index) => (
          <Message key={item.key} item={item} name={name} last={index === items.length - 1} newest={newest} />
        ))}
      </ul>
    </li>
  );
}

interface OneMessage {
  readonly item: MessageItem;
  readonly name: string;
  readonly last: boolean;
  readonly newest: boolean;
}

function Message({ item, name, last, newest }: OneMessage): VNode {
  const { speech, later } = useSurroundings();
  const own = item.sender === 'customer';
  return (
    <li>
      <p className={item.delivery === 'sending' ? 'bubble pending' : 'bubble'} dir="auto">
        <span className="hidden">{name}: </span>
        {textParts(item.text).map(({ text, href }, index) =>
          href === undefined || (item.linkState && href === item.linkUrl) ? (
            text
          ) : (
            <a key={index} href={href} target="_blank" rel="noopener noreferrer">
              {text}
            </a>
          ),
        )}
      </p>
      {item.linkUrl !== null && later && <later.LinkCard url={item.linkUrl} state={item.linkState} />}
      {item.delivery === 'not-sent' &&
        (later ? <later.NotSent item={item} /> : <p className="state">{speech.say('notSent')}</p>)}
      {own && item.delivery === 'sending' && (last || newest) && (
        <p className="state" aria-live="off">
          {speech.say('sending')}
        </p>
      )}
      {own && item.delivery === 'sent' && last && item.at !== null && (
        <p className="state" aria-live="off">
          <time dateTime={item.at}>{speech.time(item.at)}</time>
          {newest && ` · ${speech.say('sent')}`}
        </p>
      )}
    </li>
  );
}
