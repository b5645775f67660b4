import type { Line } from '../view';
import { useSurroundings } from './surroundings';
import { transcriptText } from './transcript-text';

/** Saves a transcript as a text file in the reader's language. */
export function useDownload(): (lines: readonly Line[]) => void {
  const { speech, actions } = useSurroundings();
  return (lines) => {
    const now = Date.now();
    const date = new Date(now).toISOString().slice(0, 10);
    actions.download(`chat-${date}.txt`, transcriptText(lines, speech, now));
  };
}
