import type { Entry, Snapshot } from '@rejoin/contracts';
import type { Formats } from '../../../kit/formats';
import { textWith } from '../../../kit/numbers-in';
import type { Words } from '../words/catalogue';

/** Returns the sentence of a system entry in the reader's language; undefined for an unknown code. */
export function systemSentence(
  { code, params }: Entry,
  customerName: string,
  words: Words,
  formats: Formats,
): string | undefined {
  if (code === null) return undefined;
  const { system } = words;
  const values = {
    customer: customerName,
    agent: text(params['name']) ?? words.agent,
    by: words.by[partyOf(params['by'])],
    until: timeOf(params['deadlineAt'], formats),
    duration: formats.duration(Number(params['nextLimitSeconds'] ?? 0)),
  };
  if (code === 'customer-back') {
    const sentence = system[code][wayOf(params['way'])](values);
    return params['newDevice'] === true ? `${sentence}, ${system.newDevice}` : sentence;
  }
  if (code === 'agent-joined' && params['transferred'] === true) return system['agent-transferred'](values);
  // A newer server may send codes that this version does not know.
  const sentence = (system as Partial<typeof system>)[code];
  return sentence && textWith(sentence, values);
}

/** Returns how a conversation ended, from the point of view of its agent. */
export function endOf({ ended }: Snapshot): keyof Words['endedBy'] {
  if (ended?.reason === 'expired') return 'expired';
  return ended?.by === 'agent' || ended?.by === 'customer' ? ended.by : 'other';
}

type Param = Entry['params'][string] | undefined;

function text(value: Param): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function timeOf(value: Param, formats: Formats): string {
  return typeof value === 'string' ? formats.time(value) : '';
}

function partyOf(value: Param): keyof Words['by'] {
  return value === 'customer' || value === 'agent' || value === 'supervisor' ? value : 'system';
}

function wayOf(value: Param): 'resume' | 'link' | 'prompt' {
  return value === 'link' || value === 'prompt' ? value : 'resume';
}
