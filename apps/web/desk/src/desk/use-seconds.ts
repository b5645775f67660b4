import { useEffect, useState } from 'react';
import { useDesk } from './use-desk';
import { wholeUnits } from '../view/wait-time';
import { useNow } from './use-now';

/** Returns the seconds until a deadline of the server, by a monotonic clock, and updates them while it is mounted. */
export function useSeconds(deadlineAt: string): number {
  const { client } = useDesk();
  const [seconds, setSeconds] = useState(() => client.clock.secondsUntil(deadlineAt));
  useEffect(() => {
    const count = () => {
      setSeconds(client.clock.secondsUntil(deadlineAt));
    };
    count();
    const timer = setInterval(count, 250);
    return () => {
      clearInterval(timer);
    };
  }, [client, deadlineAt]);
  return seconds;
}

/** Returns the time since an instant of the server: in whole seconds, and in whole minutes from one minute on. */
export function useWaitTime(since: string): number {
  const { client } = useDesk();
  useNow();
  return wholeUnits(client.clock.secondsSince(since));
}
