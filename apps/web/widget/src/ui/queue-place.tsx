import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Chat } from '../view';
import { Icon } from './icons';
import { useSurroundings } from './surroundings';
import { clockIcon } from './more-icons';

/** Where the customer stands who waits for an agent. Said aloud when the place changes, not the average. */
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
    <div class="banner">
      <Icon of={clockIcon} />
      <p>{[place, wait].filter(Boolean).join(' ')}</p>
    </div>
  );
}
