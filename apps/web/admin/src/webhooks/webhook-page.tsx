import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
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
import { useAction } from '../shell/use-action';
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
  const found = useQuery({ queryKey: ['webhook', webhookId], queryFn: () => api.webhooks.read(webhookId) });
  return (
    <Place title={found.data?.name ?? words.title}>
      <WhenLoaded query={found}>{(webhook) => <ShownWebhook webhook={webhook} />}</WhenLoaded>
    </Place>
  );
}

type Open = 'edit' | 'rotate' | 'remove' | { readonly made: WebhookWithSecret };

function ShownWebhook({ webhook }: { webhook: ListedWebhook }) {
  const all = useAdminWords();
  const words = useWebhookWords();
  const fields = useFields();
  const formats = useFormats();
  const toasts = useToasts();
  const attemptText = useAttemptText();
  const { api } = useConsole();
  const { leaveFor } = useNavigation();
  const [opened, setOpened] = useState<Open>();
  const { webhookId, name, offBecause } = webhook;
  const close = () => {
    setOpened(undefined);
  };
  const test = useAction(
    () => api.webhooks.test(webhookId),
    (attempt) => {
      if (attempt.isDelivered) toasts.succeeded(words.testDelivered({ status: String(attempt.status) }));
      else toasts.info({ title: words.testFailed({ why: attemptText(attempt) }) });
    },
  );
  const rotate = useAction(
    (overlapHours: number) => api.webhooks.rotateSecret(webhook, overlapHours),
    (made) => {
      setOpened({ made });
    },
  );
  const remove = useAction(
    () => api.webhooks.remove(webhook),
    () => {
      toasts.succeeded(words.removed({ name }));
      leaveFor({ at: 'webhooks' });
    },
  );
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
      <Button
        disabledFocusable={test.isPending}
        onClick={() => {
          test.mutate(undefined);
        }}
      >
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
      <DeliveryLog webhookId={webhookId} />
      {opened === 'edit' && <WebhookEditor saved={webhook} onClose={close} />}
      {opened === 'rotate' && (
        <RotateDialog
          name={name}
          onConfirm={rotate.mutate}
          onClose={() => {
            setOpened((now) => (now === 'rotate' ? undefined : now));
          }}
        />
      )}
      <ConfirmDialog
        isOpen={opened === 'remove'}
        title={words.removeOf({ name })}
        action={words.remove}
        onConfirm={() => {
          remove.mutate(undefined);
        }}
        onClose={close}
      >
        {words.removeText}
      </ConfirmDialog>
      {typeof opened === 'object' && <WebhookSecretDialog made={opened.made} onClose={close} />}
    </>
  );
}
