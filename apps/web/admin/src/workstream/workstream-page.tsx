import {
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { AddRegular, ChatRegular, CopyRegular, EditRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../../kit/language';
import { useNavigation } from '../route/navigation';
import { hashOf } from '../route/route';
import { Card } from '../shell/card';
import { useConsole } from '../shell/console';
import { Empty } from '../shell/empty';
import { Facts } from '../shell/facts';
import { Place, WhenLoaded } from '../shell/place';
import { WidgetEditor } from '../widget/widget-editor';
import { useAdminWords, useFields } from '../words/words';
import { AgentsCard } from './agents-card';
import { CopyDialog } from './copy-dialog';
import { loadWorkstream, type WorkstreamView } from './load-workstream';
import { QuickRepliesCard } from './quick-replies-card';
import { WidgetCards } from './widget-cards';
import { WorkstreamEditor } from './workstream-editor';

const useStyles = makeStyles({
  // A long name is truncated to one line; the title of the page contains all of it.
  crumb: { minWidth: 0, maxWidth: 'min(60ch, 50vw)' },
  crumbText: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
});

/** A workstream: its settings, chat widgets, quick replies and agents. */
export function WorkstreamPage({
  workstreamId,
  widgetId,
}: {
  workstreamId: string;
  widgetId?: string | undefined;
}) {
  const styles = useStyles();
  const words = useAdminWords();
  const { api, canChange } = useConsole();
  const [isCopying, setCopying] = useState(false);
  const { leaveFor } = useNavigation();
  const found = useQuery({
    queryKey: ['workstream', workstreamId],
    queryFn: () => loadWorkstream(api, workstreamId),
  });
  const edited = found.data?.widgets.find(({ id }) => id === widgetId);
  const close = () => {
    leaveFor({ at: 'workstream', workstreamId });
  };
  const title = found.data?.workstream.settings.name ?? words.audit.whats.workstream;
  const above = (
    <Breadcrumb aria-label={words.workstreams}>
      <BreadcrumbItem>
        <BreadcrumbButton href={hashOf({ at: 'workstreams' })}>{words.workstreams}</BreadcrumbButton>
      </BreadcrumbItem>
      <BreadcrumbDivider />
      <BreadcrumbItem>
        <BreadcrumbButton current className={styles.crumb} title={title}>
          <bdi className={styles.crumbText}>{title}</bdi>
        </BreadcrumbButton>
      </BreadcrumbItem>
    </Breadcrumb>
  );
  return (
    <Place
      title={title}
      above={above}
      actions={
        found.data && canChange ? (
          <Button
            icon={<CopyRegular />}
            onClick={() => {
              setCopying(true);
            }}
          >
            {words.workstream.copy}
          </Button>
        ) : undefined
      }
    >
      <WhenLoaded query={found}>
        {(view) => (
          <>
            <Parts view={view} />
            {isCopying && (
              <CopyDialog
                workstream={view.workstream}
                onClose={() => {
                  setCopying(false);
                }}
              />
            )}
            {edited && <WidgetEditor key={edited.id} saved={edited} onClose={close} />}
          </>
        )}
      </WhenLoaded>
    </Place>
  );
}

function Parts({ view }: { view: WorkstreamView }) {
  const { workstream, widgets, replies, agents } = view;
  const words = useAdminWords();
  const { canChange } = useConsole();
  const { go } = useNavigation();
  const add = canChange ? (
    <Button
      icon={<AddRegular />}
      onClick={() => {
        go({ at: 'new-widget', workstreamId: workstream.id });
      }}
    >
      {words.widget.add}
    </Button>
  ) : null;
  return (
    <>
      {!workstream.settings.active && (
        <MessageBar intent="info" layout="multiline" style={{ marginBlockEnd: tokens.spacingVerticalL }}>
          <MessageBarBody>{words.workstream.deactivated}</MessageBarBody>
        </MessageBar>
      )}
      <Card
        title={words.workstream.widgets}
        intro={words.workstream.widgetsIntro}
        actions={widgets.length > 0 ? add : null}
      >
        {widgets.length === 0 ? (
          <Empty icon={<ChatRegular />} title={words.workstream.noWidget} action={add}>
            {words.workstream.noWidgetIntro}
          </Empty>
        ) : (
          <WidgetCards widgets={widgets} />
        )}
      </Card>
      <QueueCard workstream={workstream} />
      <QuickRepliesCard
        workstreamId={workstream.id}
        replies={replies}
        widgets={widgets.map(({ settings }) => settings)}
      />
      <AgentsCard workstream={workstream} agents={agents} />
    </>
  );
}

function QueueCard({ workstream }: Pick<WorkstreamView, 'workstream'>) {
  const words = useAdminWords();
  const fields = useFields();
  const formats = useFormats();
  const { canChange } = useConsole();
  const [isEdited, setEdited] = useState(false);
  const { settings } = workstream;
  const wrapUp = words.wrapUpRules[settings.wrapUpRule];
  const listed = (texts: readonly string[] = []) => texts.join(', ') || words.workstream.noChoices;
  const keptFor = (days: number | null | undefined) =>
    days ? words.daysOf({ count: days }) : words.workstream.keptForever;
  return (
    <Card
      title={words.workstream.settings}
      actions={
        <Button
          icon={<EditRegular />}
          aria-label={canChange ? words.editOf({ name: words.workstream.settings }) : words.audit.details}
          onClick={() => {
            setEdited(true);
          }}
        >
          {canChange ? words.edit : words.audit.details}
        </Button>
      }
    >
      <Facts
        facts={[
          [words.workstream.price, words.unitsOf({ count: settings.unitsPerConversation })],
          [
            fields['/wrapUpRule'],
            settings.wrapUpSeconds === null
              ? wrapUp
              : `${wrapUp}: ${formats.duration(settings.wrapUpSeconds)}`,
          ],
          [fields['/autoCloseSeconds'], formats.duration(settings.autoCloseSeconds)],
          [fields['/openHoldSeconds'], formats.duration(settings.openHoldSeconds)],
          [
            fields['/dispositions'],
            settings.dispositionRequired === true && settings.dispositions?.length
              ? words.workstream.required({ list: listed(settings.dispositions) })
              : listed(settings.dispositions),
          ],
          [fields['/tags'], listed(settings.tags)],
          [
            fields['/offerSeconds'],
            settings.offerSeconds ? formats.duration(settings.offerSeconds) : words.workstream.assignedAtOnce,
          ],
          [fields['/keepTranscriptsDays'], keptFor(settings.keepTranscriptsDays)],
          [fields['/keepConversationsDays'], keptFor(settings.keepConversationsDays)],
          [fields['/timeZone'], settings.timeZone],
        ]}
      />
      {isEdited && (
        <WorkstreamEditor
          saved={workstream}
          onClose={() => {
            setEdited(false);
          }}
        />
      )}
    </Card>
  );
}
