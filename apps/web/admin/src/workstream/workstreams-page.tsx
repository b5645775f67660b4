import { Button, Link } from '@fluentui/react-components';
import { AddRegular, ChatMultipleRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../../kit/language';
import { useNavigation } from '../route/navigation';
import { hashOf } from '../route/route';
import { Activity } from '../shell/activity';
import { useConsole } from '../shell/console';
import { Empty } from '../shell/empty';
import { Place, WhenLoaded } from '../shell/place';
import { ThingsTable } from '../shell/things-table';
import { useAdminWords, useFields } from '../words/words';

/** The list of workstreams, with the number of their chat widgets. */
export function WorkstreamsPage() {
  const words = useAdminWords();
  const fields = useFields();
  const formats = useFormats();
  const { api, canChange } = useConsole();
  const { go } = useNavigation();
  const all = useQuery({
    queryKey: ['workstreams', 'with-widgets'],
    queryFn: async () => {
      const [workstreams, widgets] = await Promise.all([api.all('workstreams'), api.all('widgets')]);
      return { workstreams, widgets };
    },
  });
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
      <WhenLoaded query={all}>
        {({ workstreams, widgets }) =>
          workstreams.length === 0 ? (
            <Empty icon={<ChatMultipleRegular />} title={words.workstream.empty} action={add}>
              {words.workstream.emptyIntro}
            </Empty>
          ) : (
            <ThingsTable
              label={words.workstreams}
              things={workstreams}
              keyOf={({ id }) => id}
              searched={({ settings }) => settings.name}
              columns={[
                {
                  label: words.name,
                  shown: ({ id, settings }) => (
                    <Link href={hashOf({ at: 'workstream', workstreamId: id })}>{settings.name}</Link>
                  ),
                },
                {
                  label: words.welcome.widgets,
                  isSecondary: true,
                  shown: ({ id }) =>
                    formats.number(widgets.filter(({ settings }) => settings.workstreamId === id).length),
                },
                {
                  label: words.workstream.price,
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
                  isSecondary: true,
                  shown: ({ changedAt }) => formats.dateTime(changedAt),
                },
                { label: words.status, shown: ({ settings }) => <Activity isActive={settings.active} /> },
              ]}
            />
          )
        }
      </WhenLoaded>
    </Place>
  );
}
