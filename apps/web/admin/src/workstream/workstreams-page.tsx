import { Button, Link } from '@fluentui/react-components';
import { AddRegular, ChatMultipleRegular } from '@fluentui/react-icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useFormats } from '../../../kit/language';
import type { ListShape } from '../list/list-state';
import { ListBar } from '../list/list-bar';
import { useList } from '../list/use-list';
import { useNavigation } from '../route/navigation';
import { hashOf } from '../route/route';
import { Activity } from '../shell/activity';
import { useConsole } from '../shell/console';
import { Empty } from '../shell/empty';
import { MoreButton } from '../shell/more-button';
import { pagesOf } from '../shell/pages';
import { Place, WhenListed } from '../shell/place';
import { ThingsTable } from '../shell/things-table';
import { useAdminWords, useFields } from '../words/words';

const shape: ListShape = { sorts: ['name', 'unitsPerConversation', 'changedAt'] };

/** The list of workstreams, with the number of their chat widgets. */
export function WorkstreamsPage() {
  const words = useAdminWords();
  const fields = useFields();
  const formats = useFormats();
  const { api, canChange } = useConsole();
  const { go } = useNavigation();
  const list = useList(shape);
  const workstreams = useInfiniteQuery(
    pagesOf(['workstreams', 'listed', list.wanted], (cursor) =>
      api.list('workstreams', { ...list.wanted, cursor }),
    ),
  );
  const { data: widgets } = useQuery({ queryKey: ['widgets', 'all'], queryFn: () => api.all('widgets') });
  const add = canChange ? (
    <Button
      appearance="primary"
      icon={<AddRegular />}
      onClick={() => {
        go({ at: 'new-workstream' });
      }}
    >
      {words.workstream.new}
    </Button>
  ) : null;
  return (
    <Place title={words.workstreams} intro={words.workstream.intro} actions={add}>
      <ListBar list={list} />
      <WhenListed query={workstreams}>
        {(things) => (
          <>
            {things.length === 0 && !list.isNarrowed ? (
              <Empty icon={<ChatMultipleRegular />} title={words.workstream.empty} action={add}>
                {words.workstream.emptyIntro}
              </Empty>
            ) : (
              <ThingsTable
                label={words.workstreams}
                list={list}
                things={things}
                keyOf={({ id }) => id}
                columns={[
                  {
                    label: words.name,
                    sort: 'name',
                    shown: ({ id, settings }) => (
                      <Link href={hashOf({ at: 'workstream', workstreamId: id })}>{settings.name}</Link>
                    ),
                  },
                  {
                    label: words.welcome.widgets,
                    isSecondary: true,
                    shown: ({ id }) =>
                      widgets &&
                      formats.number(widgets.filter(({ settings }) => settings.workstreamId === id).length),
                  },
                  {
                    label: words.workstream.price,
                    sort: 'unitsPerConversation',
                    isSecondary: true,
                    shown: ({ settings }) => words.unitsOf({ count: settings.unitsPerConversation }),
                  },
                  {
                    label: fields['/wrapUpRule'],
                    isSecondary: true,
                    shown: ({ settings }) => words.wrapUpRules[settings.wrapUpRule],
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
            )}
            <MoreButton pages={workstreams} />
          </>
        )}
      </WhenListed>
    </Place>
  );
}
