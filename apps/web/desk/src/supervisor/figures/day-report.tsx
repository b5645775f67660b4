import { makeStyles, tokens } from '@fluentui/react-components';
import { CalendarCheckmarkRegular } from '@fluentui/react-icons';
import type { DayFigures } from '@rejoin/contracts';
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
  report: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
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

export function DayReport({ figures }: { figures: DayFigures }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { percent } = useFormats();
  const { dropped, droppedInQueue, expired, ended, open } = figures;
  const back = returnCount(figures);
  const endedInAll = ended.customer + ended.agent + ended.supervisor + ended.system;
  const share = (count: number) =>
    dropped > 0 ? words.ofDropped({ percent: percent(count / dropped) }) : '';
  const by = (['customer', 'agent', 'supervisor', 'system'] as const).filter((who) => ended[who] > 0);
  if (dropped === 0 && figures.held.holds === 0) {
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
    <div className={styles.report}>
      <dl className={styles.figures}>
        <Figure
          name={words.dropped}
          value={dropped}
          text={droppedInQueue > 0 ? words.droppedInQueue({ count: droppedInQueue }) : words.droppedText}
        />
        <Figure name={words.back} value={back} text={share(back)} tone="good" />
        <Figure name={words.expired} value={expired} text={share(expired) || words.expiredText} tone="bad" />
        <Figure
          name={words.endedWhileAway}
          value={endedInAll}
          text={by.map((who) => `${words.endedBy[who]}: ${ended[who]}`).join(' · ')}
        />
        <Figure name={words.stillOpen} value={open} text={open > 0 ? words.stillOpenText : ''} />
      </dl>
      <div className={styles.cards}>
        <OutcomesCard figures={figures} />
        <ReturnsCard times={figures.timeToReturn} />
        <HeldCard held={figures.held} />
      </div>
    </div>
  );
}
