import type { Words } from './catalogue';
import { useAdminWords } from './words';

export function useWebhookWords(): Words['webhooks'] {
  return useAdminWords().webhooks;
}
