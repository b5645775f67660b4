import type { TranscriptItem } from '../view';
import { entrySentence } from '../words/sentences';
import type { Speech } from '../words/speech';
import { nameOf } from './sender-name';

/**
 * The transcript as a text file in the reader's language. It contains no reconnect link, because the file may be passed
 * on.
 */
export function transcriptText(items: readonly TranscriptItem[], speech: Speech, now: number): string {
  const days = new Set<string>();
  const written = items.flatMap((item) => {
    const at = item.at ?? new Date(now).toISOString();
    const day = speech.day(at, now, 'date');
    const heading = days.has(day) ? [] : ['', day, ''];
    days.add(day);
    const what = said(item, speech);
    return what === undefined ? heading : [...heading, `${speech.time(at)}  ${what}`];
  });
  return `${written.join('\n').trim()}\n`;
}

function said(item: TranscriptItem, speech: Speech): string | undefined {
  if (item.kind === 'system') {
    const sentence = entrySentence(speech, item);
    return sentence && `— ${sentence}`;
  }
  const text = item.linkUrl === null ? item.text : item.text.replaceAll(item.linkUrl, '…');
  const note = item.delivery === 'sent' ? '' : ` (${speech.say('notSent')})`;
  return `${nameOf(item, speech)}: ${text}${note}`;
}
