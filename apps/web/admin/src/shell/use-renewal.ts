import { useEffect, useRef } from 'react';

const hour = 3_600_000;
const lookEveryMs = 60_000;
/** A sign-in that cannot last longer is not asked for again at once. */
const notAgainMs = 5 * 60_000;

/**
 * Renews the sign-in of a person who has done something within the last hour, when less than an hour is left of it. A
 * page that nobody uses lets it run out.
 */
export function useRenewal(expiresAt: string | undefined, renew: () => Promise<void>): void {
  const latest = useRef(renew);
  useEffect(() => {
    latest.current = renew;
  });
  useEffect(() => {
    if (expiresAt === undefined) return;
    let usedAt = Date.now();
    let askedAt = -Infinity;
    const used = () => {
      usedAt = Date.now();
    };
    const look = () => {
      const now = Date.now();
      const left = Date.parse(expiresAt) - now;
      if (left > hour || left < 0 || now - usedAt > hour || now - askedAt < notAgainMs) return;
      askedAt = now;
      latest.current().catch(() => undefined);
    };
    const timer = setInterval(look, lookEveryMs);
    addEventListener('pointerdown', used);
    addEventListener('keydown', used);
    return () => {
      clearInterval(timer);
      removeEventListener('pointerdown', used);
      removeEventListener('keydown', used);
    };
  }, [expiresAt]);
}
