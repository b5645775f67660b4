import { useEffect, useState } from 'react';
import { useDesk } from './use-desk';
import { wholeUnits } from '../view/waited';
import { useNow } from './use-now';

/** Seconds until a deadline of the server, told by a clock that nobody sets; counted on while it is shown. */
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

/** How long ago an instant of the server was: whole seconds, and whole minutes from one minute on. */
export function useWaited(since: string): number {
  const { client } = useDesk();
  useNow();
  return wholeUnits(client.clock.secondsSince(since));
}
