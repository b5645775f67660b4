import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useFormats } from '../../../kit/language';
import { useSentence } from '../../../kit/sentence';
import type { Polled } from './use-poll';
import { useSupervisorWords } from './words/words';

/** Warns that the displayed data are out of date, or not those that were asked for. */
export function StaleBar({ polled }: { polled: Polled<unknown> }) {
  const words = useSupervisorWords();
  const sentence = useSentence();
  const { exactTime } = useFormats();
  const { problem, at, isChanging, refresh } = polled;
  if (!isStale(polled) || at === undefined) return null;
  const time = exactTime(at);
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {!problem ? words.slow({ time }) : isChanging ? words.kept({ time }) : words.stale({ time })}
        </MessageBarTitle>
        {problem && isChanging ? sentence(problem) : words.staleText}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={refresh}>
          {words.again}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** An expired sign-in does not count, because the desk asks for the password. */
export function isStale({ problem, isLate }: Polled<unknown>): boolean {
  return isLate || (problem !== undefined && !/^sign-in|^unauthenticated$/.test(problem.name));
}
