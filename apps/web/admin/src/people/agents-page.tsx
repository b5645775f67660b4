import { Button } from '@fluentui/react-components';
import { AddRegular, PeopleRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useConsole } from '../shell/console';
import { Empty } from '../shell/empty';
import { MoreButton } from '../shell/more-button';
import { Place, WhenLoaded } from '../shell/place';
import { SearchField } from '../shell/search-field';
import { useLoaded } from '../shell/use-loaded';
import { usePages } from '../shell/use-pages';
import { useAdminWords } from '../words/words';
import { AgentEditor, NewAgent } from './agent-editor';
import { AgentsTable } from './agents-table';

/** The list of agents. */
export function AgentsPage() {
  const words = useAdminWords();
  const { api, canChange } = useConsole();
  const [edited, setEdited] = useState<string>();
  const [search, setSearch] = useState('');
  const [loaded, reload] = usePages(`agents ${search}`, (cursor) => api.list('agents', { search, cursor }));
  const [found] = useLoaded('workstreams', () => api.all('workstreams'));
  const workstreams = found.state === 'ready' ? found.value : [];
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
  const isEmpty = search === '' && loaded.state === 'ready' && loaded.value.items.length === 0;
  return (
    <Place title={words.agents} intro={words.people.agentsIntro} actions={isEmpty ? null : add}>
      {!isEmpty && <SearchField value={search} onValue={setSearch} />}
      <WhenLoaded loaded={loaded} onRetry={reload}>
        {(agents) => {
          const open = agents.items.find(({ id }) => id === edited);
          return (
            <>
              {isEmpty ? (
                <Empty icon={<PeopleRegular />} title={words.people.noAgent} action={add}>
                  {words.people.noAgentIntro}
                </Empty>
              ) : (
                <AgentsTable agents={agents.items} workstreams={workstreams} onOpen={setEdited} />
              )}
              <MoreButton pages={agents} />
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
      {edited === 'new' && <NewAgent workstreams={workstreams} onSaved={saved} onClose={close} />}
    </Place>
  );
}
