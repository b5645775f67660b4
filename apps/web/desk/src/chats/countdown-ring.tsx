import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { forcedStroke, forcedStrongStroke } from '../../../kit/forced-colours';
import type { Snapshot } from '@rejoin/contracts';
import { useFormats } from '../../../kit/language';
import { useSeconds } from '../desk/use-seconds';
import { ringOf } from '../view/ring';
import { useDeskWords } from '../words/words';

interface Props {
  readonly window: NonNullable<Snapshot['window']>;
  readonly lostAt: string | null;
  readonly size: number;
}

const useStyles = makeStyles({
  box: { position: 'relative', display: 'inline-grid', placeItems: 'center', flexShrink: 0 },
  ring: { gridArea: '1 / 1' },
  track: { stroke: tokens.colorNeutralStroke2, '@media (forced-colors: active)': { stroke: 'Canvas' } },
  rest: { stroke: tokens.colorPaletteDarkOrangeBorderActive, ...forcedStroke },
  short: { stroke: tokens.colorPaletteRedBorderActive, ...forcedStrongStroke },
  time: {
    gridArea: '1 / 1',
    fontVariantNumeric: 'tabular-nums',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
  },
});

/** Shows the remaining time of a disconnected customer as a ring and as a number. */
export function CountdownRing({ window, lostAt, size }: Props) {
  const styles = useStyles();
  const words = useDeskWords();
  const { clock } = useFormats();
  const seconds = useSeconds(window.deadlineAt);
  const { rest, isShort } = ringOf(seconds, window, lostAt);
  const stroke = size > 50 ? 5 : 3.5;
  const radius = (size - stroke) / 2;
  const around = 2 * Math.PI * radius;
  const circle = { cx: size / 2, cy: size / 2, r: radius, fill: 'none', strokeWidth: stroke };
  const left = clock(seconds);
  return (
    <span
      className={styles.box}
      role="timer"
      aria-label={words.left({ time: left })}
      style={{ width: size, height: size }}
    >
      <svg className={styles.ring} width={size} height={size} aria-hidden="true">
        <circle {...circle} className={styles.track} />
        <circle
          {...circle}
          className={mergeClasses(styles.rest, isShort && styles.short)}
          // The ring starts at the top in both text directions. A CSS transform would be mirrored from right to left.
          transform={`rotate(-90 ${size / 2} ${size / 2})`}
          strokeLinecap="round"
          strokeDasharray={around}
          strokeDashoffset={around * (1 - rest)}
        />
      </svg>
      <span
        className={styles.time}
        aria-hidden="true"
        style={{ fontSize: Math.min(size > 50 ? 16 : size / 3.4, (1.5 * size) / left.length) }}
      >
        {left}
      </span>
    </span>
  );
}
