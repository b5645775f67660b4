import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Disconnects } from '@rejoin/contracts';
import { useState } from 'react';
import { useFormats } from '../../../../kit/language';
import { SectionCard } from '../section-card';
import { barsOf } from '../view/day';
import { useSupervisorWords } from '../words/words';
import { ReturnChart } from './return-chart';
import { useTableStyles } from './table-styles';
import { TableToggle } from './table-toggle';
import { useSpanOf } from './use-span-of';

type Times = Disconnects['timeToReturn'];

const useStyles = makeStyles({
  body: { paddingInline: tokens.spacingHorizontalL, paddingBottom: tokens.spacingVerticalL },
});

/** Shows the times to reconnect as a chart or as a table. */
export function ReturnsCard({ times }: { times: Times }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { span } = useFormats();
  const [asTable, setAsTable] = useState(false);
  const { count, p50Seconds, p90Seconds } = times;
  const summary =
    p50Seconds === null || p90Seconds === null
      ? ''
      : words.returnedWithin({ half: span(p50Seconds), nineOfTen: span(p90Seconds) });
  return (
    <SectionCard
      title={words.timeToReturn}
      text={count > 0 ? words.timeToReturnText({ count }) : words.noReturns}
      aside={count > 0 && <TableToggle isTable={asTable} onChange={setAsTable} />}
    >
      {count > 0 && (
        <div className={styles.body}>
          {asTable ? <ReturnTable times={times} /> : <ReturnChart times={times} label={summary} />}
          <Text>{summary}</Text>
        </div>
      )}
    </SectionCard>
  );
}

function ReturnTable({ times }: { times: Times }) {
  const table = useTableStyles();
  const words = useSupervisorWords();
  const { number, percent } = useFormats();
  const spanOf = useSpanOf();
  return (
    <table className={table.table} aria-label={words.timeToReturn}>
      <thead>
        <tr>
          <th scope="col" className={`${table.head} ${table.column}`}>
            {words.span}
          </th>
          <th scope="col" className={`${table.number} ${table.column}`}>
            {words.returns}
          </th>
          <th scope="col" className={`${table.number} ${table.column}`}>
            {words.share}
          </th>
        </tr>
      </thead>
      <tbody>
        {barsOf(times.buckets).map(({ from, upTo, count }) => (
          <tr key={from}>
            <th scope="row" className={table.head}>
              {spanOf(from, upTo)}
            </th>
            <td className={table.number}>{number(count)}</td>
            <td className={table.number}>{percent(count / times.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
