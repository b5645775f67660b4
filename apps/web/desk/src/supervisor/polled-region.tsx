import { mergeClasses, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { FailedRegion, Region } from '../../../kit/region';
import { SectionCard } from './section-card';
import { StaleBar } from './stale-bar';
import type { Polled } from './use-poll';
import { useSupervisorWords } from './words/words';

interface Props<Data> {
  readonly title: string;
  readonly polled: Polled<Data>;
  readonly loading?: string;
  /** The page says already that the data are out of date. */
  readonly isQuiet?: boolean;
  readonly children: (data: Data) => ReactNode;
}

const useStyles = makeStyles({
  region: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  changing: { opacity: 0.55 },
  loading: { padding: tokens.spacingVerticalXXL },
});

/** A part of the page with its own requests. When they fail, it says so and the rest of the page keeps working. */
export function PolledRegion<Data>({ title, polled, loading, isQuiet = false, children }: Props<Data>) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { data, problem, isChanging, refresh } = polled;
  if (data === undefined)
    return (
      <SectionCard title={title}>
        {problem ? (
          <FailedRegion error={problem} onRetry={refresh} />
        ) : (
          <Spinner className={styles.loading} label={loading ?? words.loading} labelPosition="below" />
        )}
      </SectionCard>
    );
  return (
    <div className={styles.region} aria-busy={isChanging && !problem}>
      {!isQuiet && <StaleBar polled={polled} />}
      <div className={mergeClasses(isChanging && styles.changing)}>
        <Region>{children(data)}</Region>
      </div>
    </div>
  );
}
