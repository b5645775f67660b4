import { Button } from '@fluentui/react-components';
import { DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { useFormats } from '../../../kit/language';
import { Activity } from '../shell/activity';
import { Card } from '../shell/card';
import { Facts } from '../shell/facts';
import { useWebhookWords } from '../words/use-webhook-words';
import { useAdminWords, useFields } from '../words/words';
import type { ListedWebhook } from './webhooks';

export type WebhookDialog = 'edit' | 'rotate' | 'remove';

interface Props {
  readonly webhook: ListedWebhook;
  readonly isTesting: boolean;
  onTest(): void;
  onOpen(dialog: WebhookDialog): void;
}

/** The settings of a webhook, and the buttons that change and test it. */
export function WebhookCard({ webhook, isTesting, onTest, onOpen }: Props) {
  const all = useAdminWords();
  const words = useWebhookWords();
  const fields = useFields();
  const formats = useFormats();
  const { name } = webhook;
  const actions = (
    <>
      <Button
        icon={<EditRegular />}
        aria-label={all.editOf({ name })}
        onClick={() => {
          onOpen('edit');
        }}
      >
        {all.edit}
      </Button>
      <Button disabledFocusable={isTesting} onClick={onTest}>
        {words.test}
      </Button>
      <Button
        onClick={() => {
          onOpen('rotate');
        }}
      >
        {words.rotate}
      </Button>
      <Button
        icon={<DeleteRegular />}
        onClick={() => {
          onOpen('remove');
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
  );
}
