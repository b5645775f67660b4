import { Button } from '@fluentui/react-components';
import { AddRegular, PeopleRegular } from '@fluentui/react-icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Kinds, Saved } from '../api/kinds';
import { useConsole } from '../shell/console';
import { Empty } from '../shell/empty';
import { MoreButton } from '../shell/more-button';
import { pagesOf } from '../shell/pages';
import { Place, WhenLoaded } from '../shell/place';
import { SearchField } from '../shell/search-field';
import { useAdminWords } from '../words/words';
import { AgentEditor } from './agent-editor';
import { AgentsTable } from './agents-table';

/** The list of agents. */
export function AgentsPage() {
  const words = useAdminWords();
  const { api, canChange } = useConsole();
  const [edited, setEdited] = useState<Saved<Kinds['agents']> | 'new'>();
  const [search, setSearch] = useState('');
  const agents = useInfiniteQuery(
    pagesOf(['agents', search], (cursor) => api.list('agents', { search, cursor })),
  );
  const { data: workstreams = [] } = useQuery({
    queryKey: ['workstreams'],
    queryFn: () => api.all('workstreams'),
  });
  const close = () => {
    setEdited(undefined);
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
  const isEmpty = search === '' && agents.data?.length === 0;
  return (
    <Place title={words.agents} intro={words.people.agentsIntro} actions={isEmpty ? null : add}>
      {!isEmpty && <SearchField value={search} onValue={setSearch} />}
      <WhenLoaded query={agents}>
        {(things) => (
          <>
            {isEmpty ? (
              <Empty icon={<PeopleRegular />} title={words.people.noAgent} action={add}>
                {words.people.noAgentIntro}
              </Empty>
            ) : (
              <AgentsTable agents={things} workstreams={workstreams} onOpen={setEdited} />
            )}
            <MoreButton pages={agents} />
          </>
        )}
      </WhenLoaded>
      {edited !== undefined && (
        <AgentEditor
          {...(edited === 'new' ? {} : { saved: edited })}
          workstreams={workstreams}
          onClose={close}
        />
      )}
    </Place>
  );
}
