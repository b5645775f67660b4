import { Button, Link } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigation } from '../route/navigation';
import { hashOf } from '../route/route';
import { ListBar } from '../list/list-bar';
import type { ListShape } from '../list/list-state';
import { useList } from '../list/use-list';
import { Activity } from '../shell/activity';
import { useConsole } from '../shell/console';
import { MoreButton } from '../shell/more-button';
import { pagesOf } from '../shell/pages';
import { Place, WhenListed } from '../shell/place';
import { ThingsTable } from '../shell/things-table';
import { useWebhookWords } from '../words/use-webhook-words';
import { useAdminWords, useFields } from '../words/words';
import { WebhookEditor } from './webhook-editor';
import { WebhookSecretDialog } from './webhook-secret-dialog';
import type { WebhookWithSecret } from './webhooks';

const shape: ListShape = { sorts: ['createdAt', 'name', 'changedAt'] };

/** The list of webhooks. */
export function WebhooksPage() {
  const all = useAdminWords();
  const words = useWebhookWords();
  const fields = useFields();
  const { api } = useConsole();
  const { go } = useNavigation();
  const [isNew, setNew] = useState(false);
  const [made, setMade] = useState<WebhookWithSecret>();
  const list = useList(shape);
  const webhooks = useInfiniteQuery(
    pagesOf(['webhooks', list.wanted], (cursor) => api.webhooks.list({ ...list.wanted, cursor })),
  );
  const add = (
    <Button
      appearance="primary"
      icon={<AddRegular />}
      onClick={() => {
        setNew(true);
      }}
    >
      {words.create}
    </Button>
  );
  return (
    <Place title={words.title} intro={words.intro} actions={add}>
      <ListBar list={list} />
      <WhenListed query={webhooks}>
        {(things) => (
          <>
            <ThingsTable
              label={words.title}
              list={list}
              things={things}
              keyOf={({ webhookId }) => webhookId}
              columns={[
                {
                  label: fields['/name'],
                  sort: 'name',
                  shown: ({ webhookId, name }) => (
                    <Link href={hashOf({ at: 'webhook', webhookId })}>{name}</Link>
                  ),
                },
                {
                  label: fields['/url'],
                  isSecondary: true,
                  shown: ({ url }) => <bdi dir="ltr">{url}</bdi>,
                },
                { label: all.status, shown: ({ active }) => <Activity isActive={active} /> },
                {
                  label: words.log,
                  shown: ({ waiting, deadLetters }) =>
                    [
                      waiting > 0 ? words.waiting({ count: waiting }) : '',
                      deadLetters > 0 ? words.deadLetters({ count: deadLetters }) : '',
                    ]
                      .filter((one) => one !== '')
                      .join(', '),
                },
              ]}
            />
            <MoreButton pages={webhooks} />
            {isNew && (
              <WebhookEditor
                onMade={setMade}
                onClose={() => {
                  setNew(false);
                }}
              />
            )}
            {made && (
              <WebhookSecretDialog
                made={made}
                onClose={() => {
                  setMade(undefined);
                  go({ at: 'webhook', webhookId: made.webhookId });
                }}
              />
            )}
          </>
        )}
      </WhenListed>
    </Place>
  );
}
