import { makeStyles, tokens } from '@fluentui/react-components';
import type { Report } from '@rejoin/contracts';
import { useFormats } from '../../../../kit/language';
import { abandonedShare, measureOf, valueOf, type Metric } from '../view/report';
import { useSupervisorWords } from '../words/words';
import { Figure } from './figure';
import { useValues } from './use-values';

const useStyles = makeStyles({
  figures: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(180px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
  },
});

/** Shows the service level and the times of a period beside those of the period before. */
export function ServiceFigures({ report }: { report: Report }) {
  const styles = useStyles();
  const { report: words } = useSupervisorWords();
  const { number, percent, span } = useFormats();
  const write = useValues();
  const { period, previous, withinSeconds } = report;
  const p90 = ({ p90Seconds }: { p90Seconds: number | null }) =>
    p90Seconds === null ? '' : ` ${words.p90({ span: span(p90Seconds) })}`;
  const share = abandonedShare(period);
  const texts: Record<Metric, string> = {
    started:
      words.startedText + (period.waiting > 0 ? ` ${words.waitingNow({ count: period.waiting })}` : ''),
    'service-level': words.levelText({ span: span(withinSeconds), count: number(period.answeredWithin) }),
    abandoned: share === null ? words.abandonedNone : words.abandonedText({ share: percent(share) }),
    waiting: words.waitingText + p90(period.waitingTime),
    'first-response': words.responseText + p90(period.firstResponse),
    handling: words.handlingText + p90(period.handlingTime),
  };
  const order = ['started', 'service-level', 'abandoned', 'waiting', 'first-response', 'handling'] as const;
  return (
    <dl className={styles.figures}>
      {order.map((metric) => (
        <Figure
          key={metric}
          name={words.metrics[metric]}
          value={write(valueOf(metric, period), measureOf(metric))}
          before={words.before({ value: write(valueOf(metric, previous), measureOf(metric)) })}
          text={texts[metric]}
        />
      ))}
    </dl>
  );
}
