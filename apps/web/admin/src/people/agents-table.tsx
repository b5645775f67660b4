import { Link } from '@fluentui/react-components';
import { useFormats } from '../../../kit/language';
import type { Kinds, SavedItem } from '../api/kinds';
import type { List } from '../list/use-list';
import { Activity } from '../shell/activity';
import { ThingsTable } from '../shell/things-table';
import { useAdminWords, useFields } from '../words/words';

interface Props {
  readonly list: List;
  readonly agents: readonly SavedItem<Kinds['agents']>[];
  readonly workstreams: readonly SavedItem<Kinds['workstreams']>[];
  onOpen(agent: SavedItem<Kinds['agents']>): void;
}

const mostNames = 3;

/** Agents with their capacity and workstreams. */
export function AgentsTable({ list, agents, workstreams, onOpen }: Props) {
  const words = useAdminWords();
  const fields = useFields();
  const formats = useFormats();
  const nameOf = (id: string) => workstreams.find((one) => one.id === id)?.settings.name ?? '…';
  /** The first few, so that an agent of many workstreams is one row of the same height. */
  const workstreamsText = (ids: readonly string[]) => {
    if (ids.length === 0) return words.none;
    const rest = ids.length - mostNames;
    const names = ids.slice(0, mostNames).map(nameOf).join(', ');
    return (
      <span title={ids.map(nameOf).join(', ')}>
        {rest > 0 ? words.lists.andMore({ names, count: rest }) : names}
      </span>
    );
  };
  return (
    <ThingsTable
      label={words.agents}
      list={list}
      things={agents}
      keyOf={({ id }) => id}
      columns={[
        {
          label: fields['/displayName'],
          sort: 'displayName',
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
          sort: 'maxUnits',
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
          shown: ({ settings }) => workstreamsText(settings.workstreamIds),
        },
        {
          label: words.changed,
          sort: 'changedAt',
          isSecondary: true,
          isTime: true,
          shown: ({ changedAt }) => formats.dateTime(changedAt),
        },
        { label: words.status, shown: ({ settings }) => <Activity isActive={settings.active} /> },
      ]}
    />
  );
}
