import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useFormats } from '../../../kit/language';
import type { Polled } from './view/polled';
import { useSupervisorWords } from './words/words';

interface Props {
  readonly polled: Polled<unknown>;
  /** When what is shown was read. */
  readonly serverNow: string;
  onAgain(): void;
}

/** Says that what is shown is old, and as of when; the password is asked for elsewhere. */
export function StaleBar({ polled: { problem, isLate }, serverNow, onAgain }: Props) {
  const words = useSupervisorWords();
  const { exactTime } = useFormats();
  const isAway =
    problem !== undefined && !problem.name.startsWith('sign-in') && problem.name !== 'unauthenticated';
  if (!isAway && !isLate) return null;
  const time = exactTime(serverNow);
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{isAway ? words.stale(time) : words.slow(time)}</MessageBarTitle>
        {words.staleText}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onAgain}>
          {words.again}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
