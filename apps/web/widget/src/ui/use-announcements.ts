import { useEffect, useRef, useState } from 'preact/hooks';
import type { Speech } from '../words/speech';
import type { AnnouncedView } from './announcements';
import type { Later } from './use-later';

/**
 * Returns the text of the one status region, and a function that announces other sentences. Changes before `later` has
 * loaded are announced when it has.
 */
export function useAnnouncements(
  heard: AnnouncedView,
  speech: Speech,
  later: Later | undefined,
): [said: string, announce: (said: string) => void] {
  const before = useRef(heard);
  const [said, say] = useState('');
  // A repeated sentence is announced only if its text differs.
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
