import { Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { pageLimits } from '@rejoin/contracts/plain';
import { useFormats } from '../../../../kit/language';
import { useTheme } from '../../../../kit/theme';
import { dayBefore, type Range, type RangeProblem } from '../view/report';
import { useSupervisorWords } from '../words/words';

interface Props {
  readonly range: Range;
  readonly problem: RangeProblem | undefined;
  readonly today: string;
  readonly withinSeconds: number;
  onRange(range: Range): void;
  onWithin(seconds: number): void;
}

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: tokens.spacingHorizontalM },
});

const lastDays = [1, 7, 30, 90] as const;
const thresholds = [10, 20, 30, 60, 120, 300] as const;

/** Selects the period of the report, and the threshold of the service level. */
export function RangeTools({ range, problem, today, withinSeconds, onRange, onWithin }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { duration } = useFormats();
  const { isDark } = useTheme();
  // The native date picker follows the theme of the page, not that of the system.
  const style = { colorScheme: isDark ? 'dark' : 'light' };
  const own = 'from' in range ? range : undefined;
  const sentenceOf = (of: RangeProblem) => {
    if (of === 'incomplete') return undefined;
    return of === 'too-long'
      ? words.report.tooLong({ days: pageLimits.reportDays })
      : words.report.problems[of];
  };
  const message = problem && sentenceOf(problem);
  return (
    <div className={styles.tools}>
      <Field label={words.report.range}>
        <Select
          value={'days' in range ? String(range.days) : 'own'}
          onChange={(_, { value }) => {
            if (value === 'own') onRange({ from: dayBefore(today, 6), until: today });
            else onRange({ days: Number(value) });
          }}
        >
          {lastDays.map((days) => (
            <option key={days} value={days}>
              {days === 1 ? words.today : words.report.lastDays({ days })}
            </option>
          ))}
          <option value="own">{words.report.own}</option>
        </Select>
      </Field>
      {own && (
        <>
          <Field label={words.report.from}>
            <Input
              type="date"
              style={style}
              value={own.from}
              max={today}
              onChange={(_, { value }) => {
                onRange({ ...own, from: value });
              }}
            />
          </Field>
          <Field
            label={words.report.until}
            {...(message === undefined ? {} : { validationMessage: message })}
          >
            <Input
              type="date"
              style={style}
              value={own.until}
              max={today}
              onChange={(_, { value }) => {
                onRange({ ...own, until: value });
              }}
            />
          </Field>
        </>
      )}
      <Field label={words.report.within}>
        <Select
          value={String(withinSeconds)}
          onChange={(_, { value }) => {
            onWithin(Number(value));
          }}
        >
          {thresholds.map((seconds) => (
            <option key={seconds} value={seconds}>
              {duration(seconds)}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
