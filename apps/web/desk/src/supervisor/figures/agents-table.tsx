import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Report } from '@rejoin/contracts';
import { useState } from 'react';
import { useFormats } from '../../../../kit/language';
import { SearchInput } from '../search-input';
import { SectionCard } from '../section-card';
import { useSupervisorWords } from '../words/words';
import { useTableStyles } from './table-styles';
import { useValues } from './use-values';

const shownAtFirst = 12;

const useStyles = makeStyles({
  body: {
    paddingInline: tokens.spacingHorizontalL,
    paddingBottom: tokens.spacingVerticalL,
    overflowX: 'auto',
  },
  more: {
    alignSelf: 'start',
    marginInlineStart: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalM,
  },
});

/** Shows what each agent did in the period, who had the most conversations first. */
export function AgentsTable({ agents }: { agents: Report['agents'] }) {
  const styles = useStyles();
  const table = useTableStyles();
  const words = useSupervisorWords();
  const { number } = useFormats();
  const write = useValues();
  const [search, setSearch] = useState('');
  const [showsAll, setShowsAll] = useState(false);
  const wanted = search.trim().toLocaleLowerCase();
  const matching = agents.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  const shown = showsAll ? matching : matching.slice(0, shownAtFirst);
  const columns = [
    words.report.agentColumns.conversations,
    words.report.metrics['first-response'],
    words.report.metrics.handling,
    words.report.agentColumns.handlingP90,
  ];
  return (
    <SectionCard
      title={words.agents}
      text={words.report.agentsText}
      aside={
        agents.length > shownAtFirst && (
          <SearchInput label={words.agentList.search} value={search} onSearch={setSearch} />
        )
      }
    >
      <div className={styles.body} tabIndex={0} role="group" aria-label={words.agents}>
        <table className={table.table} aria-label={words.agents}>
          <thead>
            <tr>
              <th scope="col" className={`${table.head} ${table.column}`}>
                {words.columns.agent}
              </th>
              {columns.map((column) => (
                <th key={column} scope="col" className={`${table.number} ${table.column}`}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ agentId, name, conversations, firstResponse, handlingTime }) => (
              <tr key={agentId}>
                <th scope="row" className={table.head}>
                  <bdi>{name}</bdi>
                </th>
                <td className={table.number}>{number(conversations)}</td>
                <td className={table.number}>{write(firstResponse.averageSeconds, 'seconds')}</td>
                <td className={table.number}>{write(handlingTime.averageSeconds, 'seconds')}</td>
                <td className={table.number}>{write(handlingTime.p90Seconds, 'seconds')}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {matching.length === 0 && (
          <span>{agents.length === 0 ? words.report.noAgents : words.agentList.noMatch}</span>
        )}
      </div>
      {matching.length > shownAtFirst && (
        <Button
          className={styles.more}
          appearance="subtle"
          onClick={() => {
            setShowsAll(!showsAll);
          }}
        >
          {showsAll ? words.showFewer : words.showAll({ count: matching.length })}
        </Button>
      )}
    </SectionCard>
  );
}
