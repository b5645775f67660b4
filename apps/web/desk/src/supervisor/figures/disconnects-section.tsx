import { makeStyles, tokens } from '@fluentui/react-components';
import { CalendarCheckmarkRegular } from '@fluentui/react-icons';
import type { Disconnects } from '@rejoin/contracts';
import { useFormats } from '../../../../kit/language';
import { EmptyState } from '../../shell/empty-state';
import { SectionCard } from '../section-card';
import { returnCount } from '../view/day';
import { useSupervisorWords } from '../words/words';
import { Figure } from './figure';
import { HeldCard } from './held-card';
import { OutcomesCard } from './outcomes-card';
import { ReturnsCard } from './returns-card';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  figures: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
  },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(440px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
    alignItems: 'stretch',
  },
  empty: { minHeight: '220px' },
});

/** Shows the outcomes of the disconnects of a period beside those of the period before. */
export function DisconnectsSection({ period, previous }: { period: Disconnects; previous: Disconnects }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { number, percent } = useFormats();
  const { dropped, droppedInQueue, expired, ended, open } = period;
  const endedOf = (of: Disconnects) =>
    of.ended.customer + of.ended.agent + of.ended.supervisor + of.ended.system;
  const share = (count: number) =>
    dropped > 0 ? words.ofDropped({ percent: percent(count / dropped) }) : '';
  const by = (['customer', 'agent', 'supervisor', 'system'] as const).filter((who) => ended[who] > 0);
  const values = (of: (figures: Disconnects) => number) => ({
    value: number(of(period)),
    before: words.report.before({ value: number(of(previous)) }),
  });
  if (dropped === 0 && period.held.holds === 0) {
    return (
      <SectionCard title={words.outcomesTitle}>
        <div className={styles.empty}>
          <EmptyState
            icon={<CalendarCheckmarkRegular />}
            level="h3"
            title={words.nothingDropped}
            text={words.nothingDroppedText}
          />
        </div>
      </SectionCard>
    );
  }
  return (
    <div className={styles.section}>
      <dl className={styles.figures}>
        <Figure
          name={words.dropped}
          {...values((of) => of.dropped)}
          text={droppedInQueue > 0 ? words.droppedInQueue({ count: droppedInQueue }) : words.droppedText}
        />
        <Figure name={words.back} {...values(returnCount)} text={share(returnCount(period))} tone="good" />
        <Figure
          name={words.expired}
          {...values((of) => of.expired)}
          text={share(expired) || words.expiredText}
          tone="bad"
        />
        <Figure
          name={words.endedWhileAway}
          {...values(endedOf)}
          text={by.map((who) => `${words.endedBy[who]}: ${ended[who]}`).join(' · ')}
        />
        <Figure name={words.stillOpen} value={number(open)} text={open > 0 ? words.stillOpenText : ''} />
      </dl>
      <div className={styles.cards}>
        <OutcomesCard figures={period} />
        <ReturnsCard times={period.timeToReturn} />
        <HeldCard held={period.held} />
      </div>
    </div>
  );
}
