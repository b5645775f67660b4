import { Link } from '@fluentui/react-components';
import type { Kinds, Saved } from '../api/kinds';
import { Activity } from '../shell/activity';
import { ThingsTable } from '../shell/things-table';
import { useAdminWords, useFields } from '../words/words';

interface Props {
  readonly agents: readonly Saved<Kinds['agents']>[];
  readonly workstreams: readonly Saved<Kinds['workstreams']>[];
  onOpen(agent: Saved<Kinds['agents']>): void;
}

/** Agents with their capacity and workstreams. */
export function AgentsTable({ agents, workstreams, onOpen }: Props) {
  const words = useAdminWords();
  const fields = useFields();
  const nameOf = (id: string) => workstreams.find((one) => one.id === id)?.settings.name ?? '…';
  return (
    <ThingsTable
      label={words.agents}
      things={agents}
      keyOf={({ id }) => id}
      columns={[
        {
          label: fields['/displayName'],
          shown: (agent) => (
            <Link
              as="button"
              onClick={() => {
                onOpen(agent);
              }}
            >
              {agent.settings.displayName}
            </Link>
          ),
        },
        {
          label: fields['/maxUnits'],
          isSecondary: true,
          shown: ({ settings }) => words.unitsOf({ count: settings.maxUnits }),
        },
        {
          label: fields['/defaultPresence'],
          isSecondary: true,
          shown: ({ settings }) => words.presences[settings.defaultPresence],
        },
        {
          label: fields['/workstreamIds'],
          isSecondary: true,
          shown: ({ settings }) => settings.workstreamIds.map(nameOf).join(', ') || words.none,
        },
        { label: words.status, shown: ({ settings }) => <Activity isActive={settings.active} /> },
      ]}
    />
  );
}
