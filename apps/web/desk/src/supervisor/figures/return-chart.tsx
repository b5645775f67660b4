import type { Disconnects } from '@rejoin/contracts';
import { useLanguage } from '../../../../kit/language';
import { barsOf, positionAmong } from '../view/day';
import { ticksOf } from '../view/report';
import { useSupervisorWords } from '../words/words';
import { LaterColumnChart } from './later-column-chart';
import { useSpanOf } from './use-span-of';
import { useValues } from './use-values';

interface Props {
  readonly times: Disconnects['timeToReturn'];
  /** The text alternative of the chart. */
  readonly label: string;
}

/** Charts the times to reconnect as columns, with the median and the 90th percentile at their places between them. */
export function ReturnChart({ times: { buckets, p50Seconds, p90Seconds }, label }: Props) {
  const words = useSupervisorWords();
  const { language, formats } = useLanguage();
  const write = useValues();
  const spanOf = useSpanOf();
  const bars = barsOf(buckets);
  const marks = [
    { name: words.p50, seconds: p50Seconds },
    { name: words.p90, seconds: p90Seconds },
  ];
  return (
    <LaterColumnChart
      columns={bars.map(({ from, upTo, count }) => ({ name: spanOf(from, upTo), value: count }))}
      borders={[...bars.map(({ from }) => briefly(language, from)), '∞']}
      marks={marks.flatMap(({ name, seconds }) =>
        seconds === null
          ? []
          : [{ at: positionAmong(buckets, seconds), text: `${name}: ${formats.span(seconds)}` }],
      )}
      ticks={ticksOf(Math.max(0, ...bars.map(({ count }) => count)), 'number')}
      write={(value) => write(value, 'number')}
      label={label}
    />
  );
}

/** Formats a duration in narrow form (`30s`, `2m`, `1h`), because a bar has little space for its label. */
function briefly(language: string, seconds: number): string {
  const [value, unit] =
    seconds < 60 ? [seconds, 'second'] : seconds < 3600 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value);
}
