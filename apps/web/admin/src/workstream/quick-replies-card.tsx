import { Button, Link } from '@fluentui/react-components';
import { AddRegular, ChatSparkleRegular } from '@fluentui/react-icons';
import type { QuickReplySettings, WidgetSettings } from '@rejoin/contracts';
import { useState } from 'react';
import type { SavedItem } from '../api/kinds';
import { ListBar } from '../list/list-bar';
import type { ListShape } from '../list/list-state';
import { localList, type LocalList } from '../list/local-list';
import { useList } from '../list/use-list';
import { Activity } from '../shell/activity';
import { Card } from '../shell/card';
import { useConsole } from '../shell/console';
import { Empty } from '../shell/empty';
import { ThingsTable } from '../shell/things-table';
import { useAdminWords, useFields, useLanguageName } from '../words/words';
import { QuickReplyEditor } from './quick-reply-editor';
import { SlugText } from './slug-text';

interface Props {
  readonly workstreamId: string;
  readonly replies: readonly SavedItem<QuickReplySettings>[];
  readonly widgets: readonly WidgetSettings[];
}

const shape: ListShape = { sorts: ['title', 'locale'] };

/** The quick replies of a workstream. */
export function QuickRepliesCard({ workstreamId, replies, widgets }: Props) {
  const words = useAdminWords();
  const fields = useFields();
  const { canChange } = useConsole();
  const languageName = useLanguageName();
  const list = useList(shape);
  const read: LocalList<SavedItem<QuickReplySettings>> = {
    textOf: ({ settings }) => `${settings.title} ${settings.body}`,
    isActive: ({ settings }) => settings.active,
    valueOf: ({ settings }, sort) => (sort === 'locale' ? languageName(settings.locale) : settings.title),
  };
  const [edited, setEdited] = useState<SavedItem<QuickReplySettings> | 'new'>();
  const close = () => {
    setEdited(undefined);
  };
  const add = canChange ? (
    <Button
      icon={<AddRegular />}
      onClick={() => {
        setEdited('new');
      }}
    >
      {words.workstream.newQuickReply}
    </Button>
  ) : null;
  return (
    <Card
      title={words.workstream.quickReplies}
      intro={words.workstream.quickRepliesIntro}
      actions={replies.length > 0 ? add : null}
    >
      {replies.length === 0 ? (
        <Empty icon={<ChatSparkleRegular />} title={words.workstream.noQuickReply} action={add}>
          {words.workstream.noQuickReplyIntro}
        </Empty>
      ) : (
        <>
          <ListBar list={list} />
          <ThingsTable
            label={words.workstream.quickReplies}
            list={list}
            things={localList(replies, list.state, read)}
            keyOf={({ id }) => id}
            columns={[
              {
                label: fields['/title'],
                sort: 'title',
                width: '26%',
                shown: (reply) => (
                  <Link
                    as="button"
                    onClick={() => {
                      setEdited(reply);
                    }}
                  >
                    {reply.settings.title}
                  </Link>
                ),
              },
              {
                label: fields['/body'],
                isSecondary: true,
                shown: ({ settings }) => <SlugText body={settings.body} />,
              },
              {
                label: fields['/locale'],
                sort: 'locale',
                width: '150px',
                isSecondary: true,
                shown: ({ settings }) => languageName(settings.locale),
              },
              {
                label: words.status,
                width: '120px',
                shown: ({ settings }) => <Activity isActive={settings.active} />,
              },
            ]}
          />
        </>
      )}
      {edited !== undefined && (
        <QuickReplyEditor
          workstreamId={workstreamId}
          widgets={widgets}
          {...(edited === 'new' ? {} : { saved: edited })}
          onClose={close}
        />
      )}
    </Card>
  );
}
