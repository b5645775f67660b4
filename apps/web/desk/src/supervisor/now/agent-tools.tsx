import { makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useDeskWords } from '../../words/words';
import { agentOrders, presences, type AskedAgents } from '../view/asked-agents';
import { useAgentListWords } from '../words/use-agent-list-words';

interface Props {
  readonly asked: AskedAgents;
  onAsk(asked: AskedAgents): void;
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

/** Finds, filters and sorts the agents; the server does it, since there may be hundreds. */
export function AgentTools({ asked, onAsk }: Props) {
  const styles = useStyles();
  const words = useAgentListWords();
  const { presences: names } = useDeskWords();
  const [typed, setTyped] = useState(asked.search);
  const [known, setKnown] = useState(asked.search);
  if (known !== asked.search) {
    // It was cleared elsewhere.
    setKnown(asked.search);
    if (asked.search === '') setTyped('');
  }
  useEffect(() => {
    if (typed === asked.search) return;
    const timer = setTimeout(() => {
      onAsk({ ...asked, search: typed });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, asked, onAsk]);
  return (
    <div className={styles.tools} role="search" aria-label={words.search}>
      <SearchBox
        size="small"
        className={styles.search}
        aria-label={words.search}
        placeholder={words.search}
        maxLength={100}
        value={typed}
        onChange={(_, { value }) => {
          setTyped(value);
        }}
      />
      <Select
        size="small"
        className={styles.select}
        aria-label={words.presence}
        value={asked.presence ?? ''}
        onChange={(_, { value }) => {
          onAsk({ ...asked, presence: presences.find((one) => one === value) ?? null });
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
        value={asked.order}
        onChange={(_, { value }) => {
          const order = agentOrders.find((one) => one === value);
          if (order) onAsk({ ...asked, order });
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
