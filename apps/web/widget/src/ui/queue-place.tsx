import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Chat } from '../view';
import { Icon } from './icons';
import { useSurroundings } from './surroundings';
import { clockIcon } from './more-icons';

/**
 * The place in the queue of a customer who waits for an agent. A change of the place is announced, a change of the
 * average is not.
 */
export function QueuePlace({
  position,
  orLater,
  averageWaitSeconds,
}: NonNullable<Chat['queue']>): VNode | null {
  const { speech, announce } = useSurroundings();
  const number = (of: number) => new Intl.NumberFormat(speech.locale).format(of);
  const place =
    position === null
      ? null
      : orLater
        ? speech.say('queueLater', { count: number(position - 1) })
        : position === 1
          ? speech.say('queueNext')
          : speech.say('queuePlace', { place: number(position) });
  const minutes = averageWaitSeconds === null ? 0 : Math.max(1, Math.round(averageWaitSeconds / 60));
  const wait = minutes > 0 ? speech.say('averageWait', { duration: speech.duration(minutes * 60) }) : null;
  useEffect(() => {
    if (place) announce(place);
  }, [place]);
  if (!place && !wait) return null;
  return (
    <div className="banner">
      <Icon of={clockIcon} />
      <p>{[place, wait].filter(Boolean).join(' ')}</p>
    </div>
  );
}
