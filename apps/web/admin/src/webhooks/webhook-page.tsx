import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useToasts } from '../../../kit/toasts';
import { useNavigation } from '../route/navigation';
import { useConsole } from '../shell/console';
import { Place, WhenLoaded } from '../shell/place';
import { useAction } from '../../../kit/use-action';
import { useWebhookWords } from '../words/use-webhook-words';
import { useAttemptText } from './attempt-text';
import { DeliveryLog } from './delivery-log';
import { RotateDialog } from './rotate-dialog';
import { WebhookCard, type WebhookDialog } from './webhook-card';
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

type Open = WebhookDialog | { readonly made: WebhookWithSecret };

function ShownWebhook({ webhook }: { webhook: ListedWebhook }) {
  const words = useWebhookWords();
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
  return (
    <>
      {offBecause !== null && (
        <MessageBar intent="warning">
          <MessageBarBody>{words.offBecause[offBecause]}</MessageBarBody>
        </MessageBar>
      )}
      <WebhookCard
        webhook={webhook}
        isTesting={test.isPending}
        onTest={() => {
          test.mutate(undefined);
        }}
        onOpen={setOpened}
      />
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
