import { Button, Link } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useNavigation } from '../route/navigation';
import { hashOf } from '../route/route';
import { Activity } from '../shell/activity';
import { useConsole } from '../shell/console';
import { MoreButton } from '../shell/more-button';
import { Place, WhenLoaded } from '../shell/place';
import { ThingsTable } from '../shell/things-table';
import { usePages } from '../shell/use-pages';
import { useWebhookWords } from '../words/use-webhook-words';
import { useAdminWords, useFields } from '../words/words';
import { WebhookEditor } from './webhook-editor';
import { WebhookSecretDialog } from './webhook-secret-dialog';
import type { WebhookWithSecret } from './webhooks';

/** The list of webhooks. */
export function WebhooksPage() {
  const all = useAdminWords();
  const words = useWebhookWords();
  const fields = useFields();
  const { api } = useConsole();
  const { go } = useNavigation();
  const [isNew, setNew] = useState(false);
  const [made, setMade] = useState<WebhookWithSecret>();
  const [loaded, reload] = usePages('webhooks', (cursor) => api.webhooks.list(cursor));
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
      <WhenLoaded loaded={loaded} onRetry={reload}>
        {(webhooks) => (
          <>
            <ThingsTable
              label={words.title}
              things={webhooks.items}
              keyOf={({ webhookId }) => webhookId}
              columns={[
                {
                  label: fields['/name'],
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
                onSaved={(saved) => {
                  setNew(false);
                  setMade(saved);
                  reload();
                }}
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
      </WhenLoaded>
    </Place>
  );
}
