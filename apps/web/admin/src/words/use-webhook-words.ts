import { useWords } from '../../../kit/language';
import { webhookCatalogues, type WebhookWords } from './webhook-words';

export function useWebhookWords(): WebhookWords {
  return useWords(webhookCatalogues);
}
