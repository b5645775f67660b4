import { clockIn } from '../../kit/clock';
import type { Story } from './story';
import { useSecondsLeft } from './use-seconds-left';
import type { WireState } from './wire';

interface Props {
  story: Story;
  state: WireState;
  agent: string;
}

const round = 2 * Math.PI * 15;

/** The state of the connection. Screen readers announce only its text, which changes seldom. */
export function Badge({ story: { chat, ahead }, state, agent }: Props) {
  const left = useSecondsLeft(chat?.window?.deadlineAt, ahead);
  const words = {
    idle: 'No chat yet',
    whole: chat?.phase === 'waiting' ? 'Waiting for an agent' : 'Connected',
    lost: 'Connection lost',
    away: chat?.held ? `${agent}’s capacity on hold` : 'Time to reconnect',
    over: `${chat?.outcome === 'too-late' ? 'Time limit expired' : 'Chat ended'}: ${chat?.slotFree ? 'capacity released' : `${agent} in wrap-up`}`,
  }[state];
  return (
    <div class="badge" data-soon={left !== undefined && left <= 15}>
      {left !== undefined && (
        <span class="clock" aria-hidden="true">
          <svg viewBox="0 0 36 36">
            <circle cx="18" cy="18" r="15" />
            <circle
              class="left"
              cx="18"
              cy="18"
              r="15"
              stroke-dasharray={round}
              stroke-dashoffset={round * (1 - Math.min(1, left / (chat?.window?.limitSeconds ?? 1)))}
            />
          </svg>
          <b>{clockIn('en', left)}</b>
        </span>
      )}
      <span role="status">{words}</span>
    </div>
  );
}
