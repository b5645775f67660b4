import type { Line } from '../view';
import { entrySentence } from '../words/sentences';
import type { Speech } from '../words/speech';
import { nameOf } from './sender-name';

/**
 * The transcript as a text file in the reader's language. It contains no reconnect link, because the file may be passed
 * on.
 */
export function transcriptText(lines: readonly Line[], speech: Speech, now: number): string {
  const days = new Set<string>();
  const written = lines.flatMap((line) => {
    const at = line.at ?? new Date(now).toISOString();
    const day = speech.day(at, now, 'date');
    const heading = days.has(day) ? [] : ['', day, ''];
    days.add(day);
    const what = said(line, speech);
    return what === undefined ? heading : [...heading, `${speech.time(at)}  ${what}`];
  });
  return `${written.join('\n').trim()}\n`;
}

function said(line: Line, speech: Speech): string | undefined {
  if (line.kind === 'system') {
    const sentence = entrySentence(speech, line);
    return sentence && `— ${sentence}`;
  }
  const text = line.linkUrl === null ? line.text : line.text.replaceAll(line.linkUrl, '…');
  const note = line.delivery === 'sent' ? '' : ` (${speech.say('notSent')})`;
  return `${nameOf(line, speech)}: ${text}${note}`;
}
