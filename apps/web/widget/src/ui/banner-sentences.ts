import type { View } from '../view';
import { refusalSentence } from '../words/sentences';
import type { Speech } from '../words/speech';

/** The sentence for a return, with the number of missed messages. */
export function backSentence(speech: Speech, missed: number): string {
  return speech.say('back') + (missed > 0 ? ` ${speech.say('newMessages', { count: missed })}.` : '');
}

/** The sentence for what happened and what to do. */
export function noticeSentence(speech: Speech, { what, length }: NonNullable<View['notice']>): string {
  if (what === 'line-lost') return speech.say('lineLost');
  if (length) {
    const number = new Intl.NumberFormat(speech.locale);
    return speech.say('tooLong', { is: number.format(length.is), may: number.format(length.may) });
  }
  return refusalSentence(speech, what);
}
