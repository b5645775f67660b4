import { makeStyles, Select, tokens } from '@fluentui/react-components';
import { useDeskWords } from '../../words/words';
import { SearchInput } from '../search-input';
import { agentOrders, presences, type AgentQuery } from '../view/agent-query';
import { useAgentListWords } from '../words/use-agent-list-words';

interface Props {
  readonly query: AgentQuery;
  onQuery(query: AgentQuery): void;
}

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    paddingInline: tokens.spacingHorizontalL,
    paddingBottom: tokens.spacingVerticalM,
  },
  search: { flex: '1 1 100%', maxWidth: 'none' },
  select: { flex: '1 1 auto', minWidth: 0 },
});

/**
 * The controls to search, filter and sort the agents. The server executes the query, because there may be hundreds of
 * agents.
 */
export function AgentTools({ query, onQuery }: Props) {
  const styles = useStyles();
  const words = useAgentListWords();
  const { presences: names } = useDeskWords();
  return (
    <div className={styles.tools} role="search" aria-label={words.search}>
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
        aria-label={words.presence}
        value={query.presence ?? ''}
        onChange={(_, { value }) => {
          onQuery({ ...query, presence: presences.find((one) => one === value) ?? null });
        }}
      >
        <option value="">{words.anyPresence}</option>
        {presences.map((one) => (
          <option key={one} value={one}>
            {names[one]}
          </option>
        ))}
      </Select>
      <Select
        size="small"
        className={styles.select}
        aria-label={words.sortBy}
        value={query.order}
        onChange={(_, { value }) => {
          const order = agentOrders.find((one) => one === value);
          if (order) onQuery({ ...query, order });
        }}
      >
        {agentOrders.map((one) => (
          <option key={one} value={one}>
            {words.orders[one]}
          </option>
        ))}
      </Select>
    </div>
  );
}
