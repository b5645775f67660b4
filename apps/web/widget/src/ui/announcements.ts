import type { View } from '../view';
import type { Speech } from '../words/speech';
import { backSentence, noticeSentence } from './banner-sentences';

/** The remaining seconds that are announced. */
const moments = [60, 30, 10];

/** A view, and whether the connection has been lost long enough to be announced. */
export interface AnnouncedView {
  readonly view: View;
  readonly lost: boolean;
}

/** Returns what is announced between two views; null for most. The transcript itself announces new entries. */
export function announcement(before: AnnouncedView, after: AnnouncedView, speech: Speech): string | null {
  const { notice, phase } = after.view;
  if (notice && notice !== before.view.notice) return noticeSentence(speech, notice);
  if (phase.name !== before.view.phase.name) return ofPhase(phase, speech);
  if (phase.name !== 'chat') return null;
  const earlier = before.view.phase.name === 'chat' ? before.view.phase : phase;
  if (phase.justBack && !earlier.justBack) return backSentence(speech, phase.justBack.missed);
  if (after.lost && !before.lost)
    return phase.wasLive ? lostSentence(speech, phase.secondsLeft) : speech.say('connecting');
  if (after.lost) {
    if (passes(0, earlier.secondsLeft, phase.secondsLeft)) return speech.say('overdue');
    const moment = moments.find((second) => passes(second, earlier.secondsLeft, phase.secondsLeft));
    if (moment !== undefined) return speech.say('left', { duration: speech.duration(moment) });
  }
  const failed = phase.items.some(
    (item) => isNotSent(item) && earlier.items.some((was) => was.key === item.key && !isNotSent(was)),
  );
  return failed ? speech.say('notSent') : null;
}

function isNotSent(item: { kind: string; delivery?: string }): boolean {
  return item.delivery === 'not-sent';
}

function passes(second: number, before: number | null, after: number | null): boolean {
  return before !== null && after !== null && before > second && after <= second;
}

function ofPhase(phase: View['phase'], speech: Speech): string | null {
  switch (phase.name) {
    case 'connecting':
      return speech.say('loading');
    case 'ended':
      return speech.say('endedTitle');
    case 'too-late':
      return speech.say(phase.why === 'window-expired' ? 'tooLateTitle' : 'tooLateEnded');
    case 'elsewhere':
      return speech.say('elsewhereTitle');
    case 'unavailable':
      return speech.say('failedTitle');
    default:
      return null;
  }
}

function lostSentence(speech: Speech, secondsLeft: number | null): string {
  const left =
    secondsLeft === null ? '' : ` ${speech.say('left', { duration: speech.duration(secondsLeft) })}`;
  return speech.say('lost') + left;
}
