import { SecretDialog } from '../people/secret-dialog';
import { useWebhookWords } from '../words/use-webhook-words';
import type { WebhookWithSecret } from './webhooks';

/** Shows a new signing secret. It cannot be shown again. */
export function WebhookSecretDialog({ made, onClose }: { made: WebhookWithSecret; onClose(): void }) {
  const words = useWebhookWords();
  return (
    <SecretDialog
      title={words.secretOf({ name: made.name })}
      values={[[words.secret, made.secret]]}
      onClose={onClose}
    />
  );
}
