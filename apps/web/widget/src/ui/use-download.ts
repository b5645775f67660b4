import type { TranscriptItem } from '../view';
import { useSurroundings } from './surroundings';
import { transcriptText } from './transcript-text';

/** Saves a transcript as a text file in the reader's language. */
export function useDownload(): (items: readonly TranscriptItem[]) => void {
  const { speech } = useSurroundings();
  return (items) => {
    const now = Date.now();
    const date = new Date(now).toISOString().slice(0, 10);
    const text = transcriptText(items, speech, now);
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    Object.assign(document.createElement('a'), { href: url, download: `chat-${date}.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
}
