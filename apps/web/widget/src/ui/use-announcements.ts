import { useEffect, useRef, useState } from 'preact/hooks';
import type { Speech } from '../words/speech';
import type { Heard } from './announcements';
import type { Later } from './use-later';

/**
 * What the one status region says now, and a voice for what is not in the view. What changes before `later` has come
 * is said when it has.
 */
export function useAnnouncements(
  heard: Heard,
  speech: Speech,
  later: Later | undefined,
): [said: string, announce: (said: string) => void] {
  const before = useRef(heard);
  const [said, say] = useState('');
  // The same sentence again is a change only when something differs.
  const announce = (sentence: string): void =>
    say((last) => (last === sentence ? `${sentence}\u00a0` : sentence));
  useEffect(() => {
    if (!later) return;
    const sentence = later.announcement(before.current, heard, speech);
    before.current = heard;
    if (sentence !== null) announce(sentence);
  });
  return [said, announce];
}
