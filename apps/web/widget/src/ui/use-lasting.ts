import { useEffect, useState } from 'preact/hooks';

/**
 * Turns true when `now` has been true for `ms`, and false at once. A connection that is lost for a shorter time is not
 * shown.
 */
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
