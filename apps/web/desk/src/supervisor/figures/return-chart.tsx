import { makeStyles, tokens } from '@fluentui/react-components';
import { forcedFill, forcedStroke, forcedText } from '../../../../kit/forced-colours';
import type { Disconnects } from '@rejoin/contracts';
import { useLanguage } from '../../../../kit/language';
import { useIsNarrow } from '../../desk/use-media';
import { barsOf, positionAmong } from '../view/day';
import { useSupervisorWords } from '../words/words';

interface Props {
  readonly times: Disconnects['timeToReturn'];
  /** The text alternative of the chart. */
  readonly label: string;
}

const [height, top, bottom] = [220, 40, 26];

const useStyles = makeStyles({
  chart: { display: 'block', width: '100%', height: 'auto' },
  bar: { fill: tokens.colorCompoundBrandBackground, ...forcedFill },
  base: { stroke: tokens.colorNeutralStrokeAccessible, ...forcedStroke },
  mark: {
    stroke: tokens.colorPaletteDarkOrangeBorderActive,
    strokeDasharray: '4 3',
    strokeWidth: 2,
    ...forcedStroke,
  },
  text: {
    fill: tokens.colorNeutralForeground1,
    fontSize: '12px',
    fontFamily: tokens.fontFamilyBase,
    ...forcedText,
  },
  quiet: {
    fill: tokens.colorNeutralForeground2,
    fontSize: '11px',
    fontFamily: tokens.fontFamilyBase,
    ...forcedText,
  },
});

/**
 * Charts the times to reconnect as bars, with markers for the median and the 90th percentile. The time axis follows
 * the text direction.
 */
export function ReturnChart({ times: { buckets, p50Seconds, p90Seconds }, label }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { language, direction, formats } = useLanguage();
  const width = useIsNarrow() ? 340 : 560;
  const step = width / buckets.length;
  const room = height - top - bottom;
  const at = (place: number) => (direction === 'rtl' ? width - place * step : place * step);
  const marks = [
    { name: words.p50, seconds: p50Seconds, y: 12 },
    { name: words.p90, seconds: p90Seconds, y: 28 },
  ];
  return (
    <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {barsOf(buckets).map(({ from, upTo, count, height: share }, index) => {
        const middle = at(index + 0.5);
        const bar = Math.max(share * room, count > 0 ? 2 : 0);
        return (
          <g key={from}>
            <rect
              className={styles.bar}
              x={middle - step * 0.36}
              y={height - bottom - bar}
              width={step * 0.72}
              height={bar}
              rx={2}
            />
            {count > 0 && (
              <text className={styles.text} x={middle} y={height - bottom - bar - 4} textAnchor="middle">
                {formats.number(count)}
              </text>
            )}
            <text className={styles.quiet} x={middle} y={height - 8} textAnchor="middle">
              {upTo === null ? `${briefly(language, from)}+` : briefly(language, upTo)}
            </text>
          </g>
        );
      })}
      <line className={styles.base} x1={0} x2={width} y1={height - bottom} y2={height - bottom} />
      {marks.map(({ name, seconds, y }) => {
        if (seconds === null) return null;
        const x = at(positionAmong(buckets, seconds));
        const isLeft = direction === 'rtl' ? x > width * 0.3 : x > width * 0.7;
        // `textAnchor` follows the text direction: `start` is on the right in Arabic.
        const isStart = isLeft === (direction === 'rtl');
        return (
          <g key={name}>
            <line className={styles.mark} x1={x} x2={x} y1={y - 10} y2={height - bottom} />
            <text
              className={styles.text}
              x={isLeft ? x - 5 : x + 5}
              y={y}
              textAnchor={isStart ? 'start' : 'end'}
            >
              {`${name}: ${formats.span(seconds)}`}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Formats a duration in narrow form (`30s`, `2m`, `1h`), because a bar has little space for its label. */
function briefly(language: string, seconds: number): string {
  const [value, unit] =
    seconds < 60 ? [seconds, 'second'] : seconds < 3600 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value);
}
