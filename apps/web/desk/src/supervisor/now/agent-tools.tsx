import { makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useDeskWords } from '../../words/words';
import { agentOrders, presences, type AgentQuery } from '../view/agent-query';
import { useAgentListWords } from '../words/use-agent-list-words';

interface Props {
  readonly query: AgentQuery;
  onQuery(query: AgentQuery): void;
}

const pauseMs = 300;

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    paddingInline: tokens.spacingHorizontalL,
    paddingBottom: tokens.spacingVerticalM,
  },
  search: { flex: '1 1 100%', maxWidth: 'none' },
  select: { flex: '1 1 120px', minWidth: 0 },
});

/**
 * The controls to search, filter and sort the agents. The server executes the query, because there may be hundreds of
 * agents.
 */
export function AgentTools({ query, onQuery }: Props) {
  const styles = useStyles();
  const words = useAgentListWords();
  const { presences: names } = useDeskWords();
  const [input, setInput] = useState(query.search);
  const [previous, setPrevious] = useState(query.search);
  if (previous !== query.search) {
    // Another component has reset the search.
    setPrevious(query.search);
    if (query.search === '') setInput('');
  }
  useEffect(() => {
    if (input === query.search) return;
    const timer = setTimeout(() => {
      onQuery({ ...query, search: input });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [input, query, onQuery]);
  return (
    <div className={styles.tools} role="search" aria-label={words.search}>
      <SearchBox
        size="small"
        className={styles.search}
        aria-label={words.search}
        placeholder={words.search}
        maxLength={100}
        value={input}
        onChange={(_, { value }) => {
          setInput(value);
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
