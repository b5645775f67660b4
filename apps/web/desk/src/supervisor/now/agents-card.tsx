import { Avatar, Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { AgentLoads } from '@rejoin/contracts';
import { initialsOf } from '../../../../kit/initials';
import { useDeskWords } from '../../words/words';
import { Pager } from '../pager';
import { SectionCard } from '../section-card';
import type { AgentLoad } from '../view/colleagues';
import { allAgents, isNarrowed, type AgentQuery } from '../view/agent-query';
import type { PagePath } from '../view/page-path';
import { useSupervisorWords } from '../words/words';
import { useAgentListWords } from '../words/use-agent-list-words';
import { AgentTools } from './agent-tools';
import { ForceOffline } from './force-offline';
import { LoadLegend, LoadMeter } from './load-meter';

interface Props {
  readonly agents: AgentLoads;
  readonly query: AgentQuery;
  readonly pagePath: PagePath;
  onQuery(query: AgentQuery): void;
  onTurn(pagePath: PagePath): void;
  /** Reloads the list after an agent was changed. */
  onDone(): void;
}

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { flex: '1 1 0', minWidth: 0, display: 'flex', flexDirection: 'column' },
  name: {
    alignSelf: 'start',
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  lost: { color: tokens.colorPaletteRedForeground3, fontWeight: tokens.fontWeightSemibold },
  none: { padding: tokens.spacingHorizontalL, paddingTop: 0 },
});

/** Lists the agents with their presence and capacity. */
export function AgentsCard({ agents: { agents, next }, query, pagePath, onQuery, onTurn, onDone }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const list = useAgentListWords();
  const isNone = agents.length === 0;
  return (
    <SectionCard title={words.agents} aside={agents.length > 0 && <LoadLegend />}>
      <AgentTools query={query} onQuery={onQuery} />
      {isNone && !isNarrowed(query) && <Text className={styles.none}>{words.noAgents}</Text>}
      {isNone && isNarrowed(query) && (
        <div className={styles.none}>
          <Text role="status">{list.noMatch}</Text>{' '}
          <Link
            as="button"
            onClick={() => {
              onQuery({ ...allAgents, order: query.order });
            }}
          >
            {list.clear}
          </Link>
        </div>
      )}
      <ul className={styles.list}>
        {agents.map((agent) => (
          <OneAgent key={agent.agentId} agent={agent} onDone={onDone} />
        ))}
      </ul>
      <Pager pagePath={pagePath} next={next} onTurn={onTurn} />
    </SectionCard>
  );
}

function OneAgent({ agent, onDone }: { agent: AgentLoad; onDone: () => void }) {
  const styles = useStyles();
  const words = useSupervisorWords();
  const { presences } = useDeskWords();
  const { name, presence, line, conversations } = agent;
  return (
    <li className={styles.item}>
      <Avatar
        name={name}
        {...initialsOf(name)}
        size={32}
        color="colorful"
        badge={{ status: presence, 'aria-hidden': true }}
        aria-hidden
      />
      <span className={styles.words}>
        <Text weight="semibold" className={styles.name} title={name}>
          <bdi>{name}</bdi>
        </Text>
        <Text size={200} className={styles.quiet}>
          {line === 'connected' ? presences[presence] : null}
          <span className={mergeClasses(line === 'lost' && styles.lost)}>
            {line === 'connected' ? '' : words.lines[line]}
          </span>
          {' · '}
          {words.conversations({ count: conversations })}
        </Text>
        <LoadMeter agent={agent} />
      </span>
      {line !== 'none' && agent.chosen !== 'offline' && <ForceOffline agent={agent} onDone={onDone} />}
    </li>
  );
}
