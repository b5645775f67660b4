import { makeStyles, tokens } from '@fluentui/react-components';
import { forcedFill, forcedStroke, forcedText } from '../../../../kit/forced-colours';
import { useLanguage } from '../../../../kit/language';
import { useIsNarrow } from '../../desk/use-media';
import { namedDays, ticksOf, type Measure } from '../view/report';
import { useValues } from './use-values';

interface Props {
  readonly days: readonly { readonly day: string; readonly value: number | null }[];
  readonly measure: Measure;
  /** The text alternative of the chart. */
  readonly label: string;
}

const [height, top, bottom, side] = [220, 12, 26, 64];

const useStyles = makeStyles({
  chart: { display: 'block', width: '100%', height: 'auto' },
  bar: { fill: tokens.colorCompoundBrandBackground, ...forcedFill },
  base: { stroke: tokens.colorNeutralStrokeAccessible, ...forcedStroke },
  line: { stroke: tokens.colorNeutralStroke2, ...forcedStroke },
  text: {
    fill: tokens.colorNeutralForeground2,
    fontSize: '11px',
    fontFamily: tokens.fontFamilyBase,
    fontVariantNumeric: 'tabular-nums',
    ...forcedText,
  },
});

/** Draws one bar for each day, with the axes. Time runs in the direction of reading. */
export function TrendChart({ days, measure, label }: Props) {
  const styles = useStyles();
  const { direction, formats } = useLanguage();
  const write = useValues();
  const isNarrow = useIsNarrow();
  const width = isNarrow ? 340 : 900;
  const ticks = ticksOf(Math.max(0, ...days.map(({ value }) => value ?? 0)), measure);
  const highest = ticks.at(-1) ?? 1;
  const step = (width - side) / days.length;
  const along = (x: number) => (direction === 'rtl' ? width - x : x);
  const middleOf = (place: number) => along(side + (place + 0.5) * step);
  const heightOf = (value: number) => (value / highest) * (height - top - bottom);
  const thickness = Math.min(step * 0.72, 48);
  return (
    <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {ticks.map((tick) => {
        const y = height - bottom - heightOf(tick);
        return (
          <g key={tick}>
            <line
              className={tick === 0 ? styles.base : styles.line}
              x1={along(side)}
              x2={along(width)}
              y1={y}
              y2={y}
            />
            <text className={styles.text} x={along(side - 6)} y={y + 4} textAnchor="end">
              {write(tick, measure)}
            </text>
          </g>
        );
      })}
      {days.map(({ day, value }, place) => {
        const bar = value === null ? 0 : Math.max(heightOf(value), value > 0 ? 2 : 0);
        return (
          <rect
            key={day}
            className={styles.bar}
            x={middleOf(place) - thickness / 2}
            y={height - bottom - bar}
            width={thickness}
            height={bar}
          >
            <title>{`${formats.shortDate(day)}: ${write(value, measure)}`}</title>
          </rect>
        );
      })}
      {namedDays(days.length, isNarrow ? 4 : 10).map((place) => (
        <text key={place} className={styles.text} x={middleOf(place)} y={height - 8} textAnchor="middle">
          {formats.shortDate(days[place]?.day ?? '')}
        </text>
      ))}
    </svg>
  );
}
