import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useFormats } from '../../../kit/language';
import type { Polled } from './use-poll';
import { useSupervisorWords } from './words/words';

interface Props {
  readonly polled: Polled<unknown>;
  /** The server time of the displayed data. */
  readonly serverNow: string;
}

/** Warns that the displayed data is out of date. An expired sign-in is handled by the sign-in dialog instead. */
export function StaleBar({ polled: { problem, isLate, refresh }, serverNow }: Props) {
  const words = useSupervisorWords();
  const { exactTime } = useFormats();
  const isAway =
    problem !== undefined && !problem.name.startsWith('sign-in') && problem.name !== 'unauthenticated';
  if (!isAway && !isLate) return null;
  const time = exactTime(serverNow);
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{isAway ? words.stale({ time }) : words.slow({ time })}</MessageBarTitle>
        {words.staleText}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={refresh}>
          {words.again}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
