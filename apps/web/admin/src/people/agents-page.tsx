import { PeopleRegular } from '@fluentui/react-icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Kinds, SavedItem } from '../api/kinds';
import { ListBar } from '../list/list-bar';
import type { ListShape } from '../list/list-state';
import { PickFilter } from '../list/pick-filter';
import { useList } from '../list/use-list';
import { useConsole } from '../shell/console';
import { Empty } from '../shell/empty';
import { MoreButton } from '../shell/more-button';
import { pagesOf } from '../shell/pages';
import { Place, WhenListed } from '../shell/place';
import { useAdminWords } from '../words/words';
import { AddPeople } from './add-people';
import { AgentEditor } from './agent-editor';
import { AgentsTable } from './agents-table';

const shape: ListShape = { sorts: ['displayName', 'maxUnits', 'changedAt'], filters: ['workstreamId'] };

/** The list of agents. */
export function AgentsPage() {
  const words = useAdminWords();
  const { api, canChange } = useConsole();
  const [edited, setEdited] = useState<SavedItem<Kinds['agents']> | 'new'>();
  const list = useList(shape);
  const agents = useInfiniteQuery(
    pagesOf(['agents', list.wanted], (cursor) => api.list('agents', { ...list.wanted, cursor })),
  );
  const { data: workstreams = [] } = useQuery({
    queryKey: ['workstreams'],
    queryFn: () => api.all('workstreams'),
  });
  const close = () => {
    setEdited(undefined);
  };
  const add = canChange ? <AddPeople label={words.people.newAgent} onAdd={() => setEdited('new')} /> : null;
  const isEmpty = !list.isNarrowed && agents.data?.length === 0;
  return (
    <Place title={words.agents} intro={words.people.agentsIntro} actions={isEmpty ? null : add}>
      <ListBar list={list}>
        <PickFilter
          list={list}
          name="workstreamId"
          label={words.audit.whats.workstream}
          all={words.audit.everything}
          options={workstreams.map(({ id, settings }) => [id, settings.name])}
        />
      </ListBar>
      <WhenListed query={agents}>
        {(things) => (
          <>
            {isEmpty ? (
              <Empty icon={<PeopleRegular />} title={words.people.noAgent} action={add}>
                {words.people.noAgentIntro}
              </Empty>
            ) : (
              <AgentsTable list={list} agents={things} workstreams={workstreams} onOpen={setEdited} />
            )}
            <MoreButton pages={agents} />
          </>
        )}
      </WhenListed>
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
