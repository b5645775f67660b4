import { makeStyles, Select, ToggleButton, tokens } from '@fluentui/react-components';
import type { OngoingConversations } from '@rejoin/client';
import { useFormats } from '../../../../kit/language';
import { useFilters } from '../../history/use-filters';
import { SearchInput } from '../search-input';
import { countOf, ongoingOrders, ongoingStatuses, type OngoingQuery } from '../view/ongoing';
import { useAgentListWords } from '../words/use-agent-list-words';
import { useOngoingWords } from '../words/use-ongoing-words';

interface Props {
  readonly query: OngoingQuery;
  readonly counts: OngoingConversations['counts'];
  onQuery(query: OngoingQuery): void;
}

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    paddingInline: tokens.spacingHorizontalL,
    paddingBottom: tokens.spacingVerticalM,
  },
  statuses: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, flexBasis: '100%' },
  search: { flex: '2 1 200px', maxWidth: 'none' },
  select: { flex: '1 1 140px', minWidth: 0 },
});

/** The controls to search, filter and sort the conversations. The server executes the query. */
export function OngoingTools({ query, counts, onQuery }: Props) {
  const styles = useStyles();
  const words = useOngoingWords();
  const { sortBy } = useAgentListWords();
  const { number } = useFormats();
  const agents = useFilters()?.agents ?? [];
  const choices = [
    { status: null, name: words.all, count: countOf(counts) },
    ...ongoingStatuses.map((status) => ({ status, name: words.statuses[status], count: counts[status] })),
  ];
  return (
    <div className={styles.tools} role="search" aria-label={words.search}>
      <div className={styles.statuses} role="group" aria-label={words.status}>
        {choices.map(({ status, name, count }) => (
          <ToggleButton
            key={name}
            size="small"
            checked={query.status === status}
            onClick={() => {
              onQuery({ ...query, status });
            }}
          >
            {`${name} (${number(count)})`}
          </ToggleButton>
        ))}
      </div>
      <SearchInput
        label={words.search}
        className={styles.search}
        value={query.search}
        onSearch={(search) => {
          onQuery({ ...query, search });
        }}
      />
      <Select
        size="small"
        className={styles.select}
        aria-label={words.agent}
        value={query.agentId ?? ''}
        onChange={(_, { value }) => {
          onQuery({ ...query, agentId: value === '' ? null : value });
        }}
      >
        <option value="">{words.anyAgent}</option>
        {agents.map(({ agentId, name }) => (
          <option key={agentId} value={agentId}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        size="small"
        className={styles.select}
        aria-label={sortBy}
        value={query.order}
        onChange={(_, { value }) => {
          const order = ongoingOrders.find((one) => one === value);
          if (order) onQuery({ ...query, order });
        }}
      >
        {ongoingOrders.map((one) => (
          <option key={one} value={one}>
            {words.orders[one]}
          </option>
        ))}
      </Select>
    </div>
  );
}
