import type { Speech } from '../words/speech';

/** The name of a message's sender, as the customer reads it. */
export function nameOf(item: { sender: string; name: string | null }, speech: Speech): string {
  return item.sender === 'customer' ? speech.say('you') : (item.name ?? speech.say('agent'));
}
