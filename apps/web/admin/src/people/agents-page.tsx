import { Button, Link } from '@fluentui/react-components';
import { AddRegular, PeopleRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Activity } from '../shell/activity';
import { useConsole } from '../shell/console';
import { Empty } from '../shell/empty';
import { Place, WhenLoaded } from '../shell/place';
import { ThingsTable } from '../shell/things-table';
import { useLoaded } from '../shell/use-loaded';
import { useAdminWords, useFields } from '../words/words';
import { AgentEditor, NewAgent } from './agent-editor';

/** Who works at the desk. */
export function AgentsPage() {
  const words = useAdminWords();
  const fields = useFields();
  const { api, canChange } = useConsole();
  const [edited, setEdited] = useState<string>();
  const [loaded, reload] = useLoaded('agents', async () => {
    const [agents, workstreams] = await Promise.all([api.all('agents'), api.all('workstreams')]);
    return { agents, workstreams };
  });
  const close = () => {
    setEdited(undefined);
  };
  const saved = () => {
    close();
    reload();
  };
  const add = canChange ? (
    <Button
      appearance="primary"
      icon={<AddRegular />}
      onClick={() => {
        setEdited('new');
      }}
    >
      {words.people.newAgent}
    </Button>
  ) : null;
  return (
    <Place title={words.agents} intro={words.people.agentsIntro} actions={add}>
      <WhenLoaded loaded={loaded} onRetry={reload}>
        {({ agents, workstreams }) => {
          const nameOf = (id: string) => workstreams.find((one) => one.id === id)?.settings.name ?? id;
          const open = agents.find(({ id }) => id === edited);
          return (
            <>
              {agents.length === 0 ? (
                <Empty icon={<PeopleRegular />} title={words.people.noAgent} action={add}>
                  {words.people.noAgentIntro}
                </Empty>
              ) : (
                <ThingsTable
                  label={words.agents}
                  things={agents}
                  keyOf={({ id }) => id}
                  searched={({ settings }) => settings.displayName}
                  columns={[
                    {
                      label: fields['/displayName'],
                      shown: ({ id, settings }) => (
                        <Link
                          as="button"
                          onClick={() => {
                            setEdited(id);
                          }}
                        >
                          {settings.displayName}
                        </Link>
                      ),
                    },
                    {
                      label: fields['/maxUnits'],
                      isSecondary: true,
                      shown: ({ settings }) => words.unitsOf(settings.maxUnits),
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
              )}
              {edited === 'new' && <NewAgent workstreams={workstreams} onSaved={saved} onClose={close} />}
              {open && (
                <AgentEditor
                  key={open.id}
                  saved={open}
                  workstreams={workstreams}
                  onSaved={saved}
                  onClose={close}
                />
              )}
            </>
          );
        }}
      </WhenLoaded>
    </Place>
  );
}
