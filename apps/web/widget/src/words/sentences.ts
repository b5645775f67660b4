import { textWith } from '../../../kit/numbers-in';
import type { SystemItem } from '../view';
import type { Speech } from './speech';

/** The text of a system entry in the reader's language; undefined for an unknown code, which is not shown. */
export function entrySentence(
  speech: Speech,
  entry: Pick<SystemItem, 'code' | 'params' | 'at'>,
  agentName?: string,
): string | undefined {
  const { params } = entry;
  if (entry.code === 'came-back') return speech.say('cameBack', { count: Number(params['times']) });
  const { entries } = speech.words;
  const sentence = (entries as Partial<typeof entries>)[entryKey(entry) as keyof typeof entries];
  const text = (name: string): string => String(params[name] ?? '');
  return (
    sentence &&
    textWith(sentence, {
      name: text('name') || (agentName ?? speech.say('agent')),
      time: speech.time(text('deadlineAt') || entry.at),
      duration: speech.duration(Number(params['nextLimitSeconds'] ?? 0)),
    })
  );
}

function entryKey({ code, params }: Pick<SystemItem, 'code' | 'params'>): string {
  if (code === 'agent-joined' && params['transferred'] === true) return 'agent-took-over';
  if (code === 'customer-back' && params['newDevice'] === true) return 'customer-back-device';
  return code;
}

/** The text of a refusal: what happened and what to do. */
export function refusalSentence(speech: Speech, name: string): string {
  const known: Readonly<Record<string, string>> = speech.words.refusals;
  return known[name] ?? speech.words.refusals.unexpected;
}
