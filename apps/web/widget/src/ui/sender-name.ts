import type { Speech } from '../words/speech';

/** The name of a message's sender, as the customer reads it. */
export function nameOf(line: { sender: string; name: string | null }, speech: Speech): string {
  return line.sender === 'customer' ? speech.say('you') : (line.name ?? speech.say('agent'));
}
