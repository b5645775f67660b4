import { useFormats } from '../../../kit/language';
import { useWebhookWords } from '../words/use-webhook-words';
import type { Attempt } from './webhooks';

/** The result of a delivery attempt as text. Network error codes are shown unchanged. */
export function useAttemptText(): (attempt: Attempt) => string {
  const words = useWebhookWords();
  const formats = useFormats();
  const reasons: Readonly<Partial<Record<string, string>>> = words.reasons;
  return ({ status, error, ms }) => {
    const end =
      status === null ? (reasons[error ?? ''] ?? error ?? '') : words.status({ status: String(status) });
    return `${end} (${formats.span(ms / 1_000)})`;
  };
}
