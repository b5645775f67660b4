import { makeStyles, tokens } from '@fluentui/react-components';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { forcedFill, forcedStroke, forcedStrongStroke } from '../../../../kit/forced-colours';
import { isolated } from '../../../../kit/isolate';
import { useLanguage } from '../../../../kit/language';
import { chartHeight } from './chart-height';
import { ColumnTooltip } from './column-tooltip';

export interface ColumnChartProps {
  readonly columns: readonly {
    readonly name: string;
    /** The name below the column. */
    readonly shortName?: string;
    readonly value: number | null;
  }[];
  /** The texts at the borders of the columns. Without them, each column has its short name. */
  readonly borders?: readonly string[];
  /** Values along the columns with their texts: 1.5 is the middle of the second column. */
  readonly marks?: readonly { readonly at: number; readonly text: string }[];
  /** The values at the lines of the value axis, from 0. */
  readonly ticks: readonly number[];
  write(value: number | null): string;
  /** The text alternative of the chart. */
  readonly label: string;
}

const [lineHeight, side] = [16, 20];
/** The library sets colours of texts as inline styles, which only a colour that is inherited leaves to the style sheet. */
const textFill = { fill: 'currentColor' };

const useStyles = makeStyles({
  chart: {
    height: chartHeight,
    color: tokens.colorNeutralForeground2,
    '& .recharts-surface': { borderRadius: tokens.borderRadiusMedium, outlineOffset: '-2px' },
    '& .recharts-surface:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '& .recharts-bar-rectangle path': { fill: tokens.colorCompoundBrandBackground, ...forcedFill },
    '& .recharts-tooltip-cursor': {
      fill: tokens.colorNeutralBackground1Pressed,
      stroke: 'none',
      ...forcedStrongStroke,
    },
    '& .recharts-cartesian-grid line': { stroke: tokens.colorNeutralStroke2, ...forcedStroke },
    '& .recharts-cartesian-axis line': { stroke: tokens.colorNeutralStrokeAccessible, ...forcedStroke },
    '& .recharts-reference-line line': {
      stroke: tokens.colorPaletteDarkOrangeBorderActive,
      strokeWidth: '2px',
      ...forcedStroke,
    },
    '& text': {
      fontFamily: tokens.fontFamilyBase,
      fontSize: tokens.fontSizeBase200,
      fontVariantNumeric: 'tabular-nums',
    },
  },
});

/** Draws columns with axes. The columns run in the direction of reading; arrow keys show the value of each. */
export function ColumnChart({ columns, borders, marks = [], ticks, write, label }: ColumnChartProps) {
  const styles = useStyles();
  const { direction } = useLanguage();
  const isReversed = direction === 'rtl';
  const text = (value: string) => isolated(value, direction);
  const highest = ticks.at(-1) ?? 1;
  return (
    // The coordinates of a drawing run from left to right in every language.
    <div className={styles.chart} dir="ltr">
      <ResponsiveContainer>
        <BarChart
          data={columns.map((column, place) => ({ ...column, place }))}
          margin={{ top: 8 + marks.length * lineHeight, bottom: 0, left: side, right: side }}
          aria-label={label}
        >
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="place"
            {...(borders ? { hide: true, height: 0 } : {})}
            tick={textFill}
            reversed={isReversed}
            tickFormatter={(place: number) => text(columns[place]?.shortName ?? '')}
            minTickGap={12}
            interval="preserveEnd"
            tickLine={columns.length <= 31}
          />
          {borders && (
            <XAxis
              xAxisId="borders"
              type="number"
              dataKey="place"
              domain={[0, columns.length]}
              ticks={borders.map((_, place) => place)}
              reversed={isReversed}
              tickFormatter={(place: number) => text(borders[place] ?? '')}
              tick={textFill}
              interval="preserveStart"
              minTickGap={4}
            />
          )}
          <YAxis
            width="auto"
            orientation={isReversed ? 'right' : 'left'}
            domain={[0, highest]}
            ticks={ticks}
            tickFormatter={(value: number) => text(write(value))}
            tick={textFill}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip
            filterNull={false}
            isAnimationActive={false}
            content={({ active, label: place }) => (
              <ColumnTooltip column={active ? columns[Number(place)] : undefined} write={write} />
            )}
          />
          <Bar
            dataKey="value"
            maxBarSize={48}
            minPointSize={(value) => (Number(value) > 0 ? 2 : 0)}
            radius={[2, 2, 0, 0]}
            isAnimationActive={false}
          />
          {marks.map(({ at, text: value }, place) => (
            <ReferenceLine
              key={value}
              xAxisId="borders"
              x={at}
              strokeDasharray="4 3"
              label={{
                ...textFill,
                value: text(value),
                position: at > columns.length / 2 !== isReversed ? 'insideTopRight' : 'insideTopLeft',
                dy: (place - marks.length) * lineHeight,
              }}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
