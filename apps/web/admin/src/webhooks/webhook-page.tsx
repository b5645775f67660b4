import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useFormats } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { useNavigation } from '../route/navigation';
import { Activity } from '../shell/activity';
import { Card } from '../shell/card';
import { useConsole } from '../shell/console';
import { Facts } from '../shell/facts';
import { Place, WhenLoaded } from '../shell/place';
import { useLoaded } from '../shell/use-loaded';
import { useWebhookWords } from '../words/use-webhook-words';
import { useAdminWords, useFields } from '../words/words';
import { useAttemptText } from './attempt-text';
import { DeliveryLog } from './delivery-log';
import { RotateDialog } from './rotate-dialog';
import { WebhookEditor } from './webhook-editor';
import { WebhookSecretDialog } from './webhook-secret-dialog';
import type { ListedWebhook, WebhookWithSecret } from './webhooks';

/** One webhook: its settings, a test, and its log. */
export function WebhookPage({ webhookId }: { webhookId: string }) {
  const words = useWebhookWords();
  const { api } = useConsole();
  const [loaded, reload] = useLoaded(`webhook ${webhookId}`, () => api.webhooks.read(webhookId));
  const title = loaded.state === 'ready' ? loaded.value.name : words.title;
  return (
    <Place title={title}>
      <WhenLoaded loaded={loaded} onRetry={reload}>
        {(webhook) => <ShownWebhook webhook={webhook} onChanged={reload} />}
      </WhenLoaded>
    </Place>
  );
}

type Open = 'edit' | 'rotate' | 'remove' | { readonly made: WebhookWithSecret };

function ShownWebhook({ webhook, onChanged }: { webhook: ListedWebhook; onChanged(): void }) {
  const all = useAdminWords();
  const words = useWebhookWords();
  const fields = useFields();
  const formats = useFormats();
  const toasts = useToasts();
  const attemptText = useAttemptText();
  const { api } = useConsole();
  const { leaveFor } = useNavigation();
  const [opened, setOpened] = useState<Open>();
  const [isTesting, setTesting] = useState(false);
  const { webhookId, name, offBecause } = webhook;
  const close = () => {
    setOpened(undefined);
  };
  const test = async () => {
    setTesting(true);
    try {
      const attempt = await api.webhooks.test(webhookId);
      if (attempt.isDelivered) toasts.succeeded(words.testDelivered({ status: String(attempt.status) }));
      else toasts.info({ title: words.testFailed({ why: attemptText(attempt) }) });
    } catch (error) {
      toasts.failed(error);
    } finally {
      setTesting(false);
    }
  };
  const rotate = (overlapHours: number) => {
    api.webhooks.rotateSecret(webhook, overlapHours).then(
      (made) => {
        setOpened({ made });
        onChanged();
      },
      (error: unknown) => {
        toasts.failed(error);
        onChanged();
      },
    );
  };
  const remove = () => {
    api.webhooks.remove(webhook).then(
      () => {
        toasts.succeeded(words.removed({ name }));
        leaveFor({ at: 'webhooks' });
      },
      (error: unknown) => {
        toasts.failed(error);
        onChanged();
      },
    );
  };
  const actions = (
    <>
      <Button
        icon={<EditRegular />}
        aria-label={all.editOf({ name })}
        onClick={() => {
          setOpened('edit');
        }}
      >
        {all.edit}
      </Button>
      <Button disabledFocusable={isTesting} onClick={() => void test()}>
        {words.test}
      </Button>
      <Button
        onClick={() => {
          setOpened('rotate');
        }}
      >
        {words.rotate}
      </Button>
      <Button
        icon={<DeleteRegular />}
        onClick={() => {
          setOpened('remove');
        }}
      >
        {words.remove}
      </Button>
    </>
  );
  const secrets = webhook.secrets.map(({ secretId, hint, expiresAt }) => (
    <div key={secretId}>
      <bdi dir="ltr">…{hint}</bdi>{' '}
      {expiresAt === null ? words.signs : words.signsUntil({ when: formats.dateTime(expiresAt) })}
    </div>
  ));
  return (
    <>
      {offBecause !== null && (
        <MessageBar intent="warning">
          <MessageBarBody>{words.offBecause[offBecause]}</MessageBarBody>
        </MessageBar>
      )}
      <Card title={name} actions={actions}>
        <Facts
          facts={[
            [fields['/url'], <bdi dir="ltr">{webhook.url}</bdi>],
            [
              fields['/eventTypes'],
              webhook.eventTypes.length === 0 ? words.all : webhook.eventTypes.join(', '),
            ],
            [all.status, <Activity isActive={webhook.active} />],
            [words.secret, secrets],
            [words.states.waiting, words.waiting({ count: webhook.waiting })],
            [words.states.dead, words.deadLetters({ count: webhook.deadLetters })],
          ]}
        />
      </Card>
      <DeliveryLog webhookId={webhookId} onChanged={onChanged} />
      {opened === 'edit' && (
        <WebhookEditor
          saved={webhook}
          onSaved={() => {
            close();
            onChanged();
          }}
          onClose={close}
        />
      )}
      {opened === 'rotate' && (
        <RotateDialog
          name={name}
          onConfirm={rotate}
          onClose={() => {
            setOpened((now) => (now === 'rotate' ? undefined : now));
          }}
        />
      )}
      <ConfirmDialog
        isOpen={opened === 'remove'}
        title={words.removeOf({ name })}
        action={words.remove}
        onConfirm={remove}
        onClose={close}
      >
        {words.removeText}
      </ConfirmDialog>
      {typeof opened === 'object' && <WebhookSecretDialog made={opened.made} onClose={close} />}
    </>
  );
}
