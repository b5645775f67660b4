import { useEffect, useState } from 'preact/hooks';

/** Turns true when `now` has been true for a while; false at once. Lines that are back in a moment say nothing. */
export function useLasting(now: boolean, ms: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!now) {
      setLasts(false);
      return;
    }
    const timer = setTimeout(() => setLasts(true), ms);
    return () => clearTimeout(timer);
  }, [now, ms]);
  return now && lasts;
}
