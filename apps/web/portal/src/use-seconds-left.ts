import { useEffect, useState } from 'preact/hooks';
import { secondsLeft } from './countdown';

const tickMs = 250;

/** Counts down while the component is shown. Undefined without a deadline. */
export function useSecondsLeft(deadlineAt: string | undefined, ahead: number): number | undefined {
  const [here, setHere] = useState(() => Date.now());
  useEffect(() => {
    if (deadlineAt === undefined) return undefined;
    setHere(Date.now());
    const ticking = setInterval(() => setHere(Date.now()), tickMs);
    return () => clearInterval(ticking);
  }, [deadlineAt]);
  return deadlineAt === undefined ? undefined : secondsLeft(deadlineAt, ahead, here);
}
