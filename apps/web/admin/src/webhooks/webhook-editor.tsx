import { WebhookEventType, type WebhookSettings } from '@rejoin/contracts';
import { useState } from 'react';
import { savedOf } from '../api/kinds';
import { NamedFields } from '../editor/named-fields';
import { SettingsEditor } from '../editor/settings-editor';
import { ManyField } from '../fields/many-field';
import { TextField } from '../fields/text-field';
import { useConsole } from '../shell/console';
import { useWebhookWords } from '../words/use-webhook-words';
import { useAdminWords, useFields } from '../words/words';
import type { Webhook, WebhookWithSecret } from './webhooks';

const eventTypes = WebhookEventType.options.map((type) => [type, type] as const);
const newWebhook: WebhookSettings = { name: '', url: '', eventTypes: [], active: true };

interface Props {
  /** Absent for a new webhook. */
  readonly saved?: Webhook;
  /** Called with a new webhook, whose secret is shown only once. */
  onMade?(made: WebhookWithSecret): void;
  onClose(): void;
}

/** Edits the endpoint and the event types of a webhook. */
export function WebhookEditor({ saved, onMade, onClose }: Props) {
  const all = useAdminWords();
  const words = useWebhookWords();
  const fields = useFields();
  const { api } = useConsole();
  const [edited] = useState(() => (saved ? savedOf('webhooks', saved) : { settings: newWebhook }));
  return (
    <SettingsEditor
      kind="webhooks"
      edited={edited}
      title={saved ? all.audit.whats.webhook : words.create}
      isSmall
      create={(draft) => api.webhooks.create(draft).then(onMade)}
      fields={(form) => (
        <NamedFields form={form} activeHint={words.activeHint}>
          <TextField
            bound={form.bind('/url')}
            label={fields['/url']}
            hint={words.urlHint}
            value={form.draft.url}
            isRequired
            isCode
            onValue={(url) => {
              form.change('/url', { ...form.draft, url });
            }}
          />
          <ManyField
            bound={form.bind('/eventTypes')}
            label={fields['/eventTypes']}
            hint={words.eventTypesHint}
            values={form.draft.eventTypes}
            options={eventTypes}
            onValues={(chosen) => {
              form.change('/eventTypes', { ...form.draft, eventTypes: chosen });
            }}
          />
        </NamedFields>
      )}
      onClose={onClose}
    />
  );
}
