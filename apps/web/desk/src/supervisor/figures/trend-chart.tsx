import { useFormats } from '../../../../kit/language';
import { ticksOf, type Measure } from '../view/report';
import { LaterColumnChart } from './later-column-chart';
import { useValues } from './use-values';

interface Props {
  readonly days: readonly { readonly day: string; readonly value: number | null }[];
  readonly measure: Measure;
  /** The text alternative of the chart. */
  readonly label: string;
}

/** Draws one column for each day. */
export function TrendChart({ days, measure, label }: Props) {
  const { date, shortDate } = useFormats();
  const write = useValues();
  return (
    <LaterColumnChart
      columns={days.map(({ day, value }) => ({ name: date(day), shortName: shortDate(day), value }))}
      ticks={ticksOf(Math.max(0, ...days.map(({ value }) => value ?? 0)), measure)}
      write={(value) => write(value, measure)}
      label={label}
    />
  );
}
