import type { Envelope } from '@rejoin/contracts';
import { clockIn } from '../../kit/clock';
import { clock, sentenceOf } from './sentences';
import { factOf } from './story';
import { useSecondsLeft } from './use-seconds-left';

interface Props {
  fact: Envelope;
  inWindow: boolean;
  deadlineAt: string | undefined;
  ahead: number;
}

export function EventItem({ fact, inWindow, deadlineAt, ahead }: Props) {
  const { type } = factOf(fact);
  const { words, tone } = sentenceOf(fact);
  const runs = type === 'ReconnectionWindowOpened' && deadlineAt !== undefined;
  const left = useSecondsLeft(runs ? deadlineAt : undefined, ahead);
  return (
    <li data-tone={tone} data-window={inWindow} data-type={type}>
      <details>
        <summary>
          <time dateTime={fact.time}>{clock(fact.time)}</time>
          <span class="words">
            {words}
            {left !== undefined && <b class="left">{clockIn('en', left)}</b>}
          </span>
          <code>{type}</code>
        </summary>
        <pre>{JSON.stringify(fact, null, 2)}</pre>
      </details>
    </li>
  );
}
