import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useIsWide } from '../../desk/use-media';
import type { Asked, Overview } from '../use-overview';
import { AgentsCard } from './agents-card';
import { QueuesCard } from './queues-card';
import { WindowsCard } from './windows-card';

interface Props {
  readonly overview: Overview;
  readonly asked: Asked;
  onAsk(asked: Asked): void;
  /** Something was done: what is shown is no longer true. */
  onDone(): void;
}

const useStyles = makeStyles({
  view: { display: 'grid', gap: tokens.spacingHorizontalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  wide: { gridTemplateColumns: 'minmax(0, 1fr) 336px', alignItems: 'start' },
  side: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
});

/** Who is away, who waits, and who is there for them. */
export function NowView({ overview: { windows, queues, agents }, asked, onAsk, onDone }: Props) {
  const styles = useStyles();
  const isWide = useIsWide();
  const shown = queues.queues.filter(
    ({ workstreamId }) => asked.workstreamId === null || workstreamId === asked.workstreamId,
  );
  return (
    <div className={mergeClasses(styles.view, isWide && styles.wide)}>
      <WindowsCard
        key={`${asked.workstreamId ?? ''} ${asked.windows.at(-1) ?? ''}`}
        windows={windows}
        isFiltered={asked.workstreamId !== null}
        trail={asked.windows}
        onTurn={(trail) => {
          onAsk({ ...asked, windows: trail });
        }}
        onDone={onDone}
      />
      <div className={styles.side}>
        <QueuesCard queues={shown} serverNow={queues.serverNow} />
        <AgentsCard
          agents={agents}
          which={asked.which}
          onWhich={(which) => {
            onAsk({ ...asked, which, agents: [] });
          }}
          trail={asked.agents}
          onTurn={(trail) => {
            onAsk({ ...asked, agents: trail });
          }}
        />
      </div>
    </div>
  );
}
