import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { clockIn } from '../../../kit/clock';
import { useSurroundings } from './surroundings';

const circumference = 2 * Math.PI * 24;

interface CountdownOf {
  readonly title: string;
  readonly secondsLeft: number;
  tryNow(): void;
}

/**
 * Shows the time in which the customer can reconnect: as a clock, as a ring and as a time of day. Screen readers do not
 * announce it.
 */
export function Countdown({ title, secondsLeft, tryNow }: CountdownOf): VNode {
  const { speech } = useSurroundings();
  const whole = useRef(secondsLeft);
  whole.current = Math.max(whole.current, secondsLeft);
  const until = useSteadyInstant(Date.now() + secondsLeft * 1000);
  const gone = 1 - secondsLeft / Math.max(1, whole.current);
  return (
    <div className={secondsLeft <= 60 ? 'deadline soon' : 'deadline'}>
      <div className="ring" role="timer" aria-label={speech.say('timeLeft')}>
        <svg viewBox="0 0 56 56" aria-hidden="true">
          <circle cx="28" cy="28" r="24" />
          <circle
            className="left"
            cx="28"
            cy="28"
            r="24"
            stroke-dasharray={circumference}
            stroke-dashoffset={circumference * gone}
          />
        </svg>
        {clockIn(speech.locale, secondsLeft)}
      </div>
      <div>
        <h3>{title}</h3>
        <p className="quiet">
          {secondsLeft > 0
            ? speech.say('until', { time: speech.time(new Date(until).toISOString()) })
            : speech.say('overdue')}
        </p>
        <button type="button" className="text-button" onClick={tryNow}>
          {speech.say('tryNow')}
        </button>
      </div>
    </div>
  );
}

/** Keeps the earlier instant while a new one differs by at most 2 s, so that the shown minute does not change back and forth. */
function useSteadyInstant(instant: number): number {
  const steady = useRef(instant);
  if (Math.abs(steady.current - instant) > 2_000) steady.current = instant;
  return steady.current;
}
