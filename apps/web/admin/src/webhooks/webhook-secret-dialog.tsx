import { SecretDialog } from '../people/secret-dialog';
import { useWebhookWords } from '../words/use-webhook-words';
import type { WebhookWithSecret } from './webhooks';

/** Shows a signing secret that was made just now: it is not to be had again. */
export function WebhookSecretDialog({ made, onClose }: { made: WebhookWithSecret; onClose(): void }) {
  const words = useWebhookWords();
  return (
    <SecretDialog
      title={words.secretOf(made.name)}
      values={[[words.secret, made.secret]]}
      onClose={onClose}
    />
  );
}
