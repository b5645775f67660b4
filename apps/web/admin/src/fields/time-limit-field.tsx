import { longestWindowSeconds } from '@rejoin/contracts';
import { useState } from 'react';
import { useFormats } from '../../../kit/language';
import { secondsIn, textOfSeconds } from '../form/duration-text';
import type { Bound } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';
import { SuggestField } from './suggest-field';

const picks = [1, 2, 3, 5, 10, 15, 30, 60];

interface Props {
  readonly bound: Bound;
  readonly seconds: number;
  onSeconds(seconds: number): void;
}

/** The time limit: selected or typed in minutes, stored in seconds. */
export function TimeLimitField({ bound, seconds, onSeconds }: Props) {
  const words = useAdminWords();
  const fields = useFields();
  const formats = useFormats();
  const [typed, setTyped] = useState('');
  const isMeant = Object.is(secondsIn(typed, 60), seconds) && (typed !== '' || Number.isNaN(seconds));
  return (
    <SuggestField
      bound={bound}
      label={`${fields['/reconnect/timeLimitSeconds']} (${words.minutes})`}
      hint={words.widget.limitHint({ longest: formats.duration(longestWindowSeconds) })}
      value={isMeant ? typed : textOfSeconds(seconds, 60)}
      suggestions={picks.map((minutes) => ({
        value: String(minutes),
        label: formats.duration(minutes * 60),
      }))}
      isPicks
      isRequired
      onValue={(text) => {
        setTyped(text);
        onSeconds(secondsIn(text, 60));
      }}
    />
  );
}
