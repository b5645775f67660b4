import { useEffect, useRef } from 'react';

const hour = 3_600_000;
const lookEveryMs = 60_000;
/** After a renewal that was refused, the next attempt waits this long. */
const notAgainMs = 5 * 60_000;

/**
 * Renews the sign-in when less than an hour of it is left, if the person was active within the last hour. On an unused
 * page, the sign-in expires.
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
