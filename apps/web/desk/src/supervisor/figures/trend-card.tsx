import { Label, makeStyles, Select, tokens, useId } from '@fluentui/react-components';
import type { Report } from '@rejoin/contracts';
import { useState } from 'react';
import { useFormats } from '../../../../kit/language';
import { SectionCard } from '../section-card';
import { measureOf, metrics, valueOf, type Metric } from '../view/report';
import { useSupervisorWords } from '../words/words';
import { TrendChart } from './trend-chart';
import { useTableStyles } from './table-styles';
import { TableToggle } from './table-toggle';
import { useValues } from './use-values';

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  body: {
    paddingInline: tokens.spacingHorizontalL,
    paddingBottom: tokens.spacingVerticalL,
    overflowX: 'auto',
  },
});

/** Shows a metric of each day as a chart, or all metrics as a table. */
export function TrendCard({ report: { days } }: { report: Report }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { shortDate } = useFormats();
  const write = useValues();
  const metricId = useId('metric');
  const [metric, setMetric] = useState<Metric>('started');
  const [asTable, setAsTable] = useState(false);
  const measure = measureOf(metric);
  const shown = days.map(({ day, ...figures }) => ({ day, value: valueOf(metric, figures) }));
  const label = words.report.trendOf({
    metric: words.report.metrics[metric],
    from: shortDate(days[0]?.day ?? ''),
    until: shortDate(days.at(-1)?.day ?? ''),
    most: write(Math.max(0, ...shown.map(({ value }) => value ?? 0)), measure),
  });
  return (
    <SectionCard
      title={words.report.trend}
      text={words.report.trendText}
      aside={
        <div className={styles.tools}>
          {!asTable && (
            <>
              <Label htmlFor={metricId}>{words.report.metric}</Label>
              <Select
                id={metricId}
                size="small"
                value={metric}
                onChange={(_, { value }) => {
                  setMetric(metrics.find((one) => one === value) ?? 'started');
                }}
              >
                {metrics.map((one) => (
                  <option key={one} value={one}>
                    {words.report.metrics[one]}
                  </option>
                ))}
              </Select>
            </>
          )}
          <TableToggle isTable={asTable} onChange={setAsTable} />
        </div>
      }
    >
      {/* A table that is wider than a phone is scrolled by keyboard, too. */}
      <div
        className={styles.body}
        {...(asTable ? { tabIndex: 0, role: 'group', 'aria-label': words.report.trend } : {})}
      >
        {asTable ? <DaysTable days={days} /> : <TrendChart days={shown} measure={measure} label={label} />}
      </div>
    </SectionCard>
  );
}

function DaysTable({ days }: { days: Report['days'] }) {
  const table = useTableStyles();
  const { report: words } = useSupervisorWords();
  const { shortDate } = useFormats();
  const write = useValues();
  return (
    <table className={table.table} aria-label={words.trend}>
      <thead>
        <tr>
          <th scope="col" className={`${table.head} ${table.column}`}>
            {words.day}
          </th>
          {metrics.map((metric) => (
            <th key={metric} scope="col" className={`${table.number} ${table.column}`}>
              {words.metrics[metric]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, ...figures }) => (
          <tr key={day}>
            <th scope="row" className={table.head}>
              {shortDate(day)}
            </th>
            {metrics.map((metric) => (
              <td key={metric} className={table.number}>
                {write(valueOf(metric, figures), measureOf(metric))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
