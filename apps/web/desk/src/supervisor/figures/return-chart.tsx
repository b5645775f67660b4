import type { Disconnects } from '@rejoin/contracts';
import { useFormats } from '../../../../kit/language';
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
  const formats = useFormats();
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
      borders={[...bars.map(({ from }) => formats.brief(from)), '∞']}
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
