import { useRef, useState } from 'react';
import { EditorSurface } from '../editor/editor-surface';
import { ManyField } from '../fields/many-field';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import { useEditor } from '../form/use-editor';
import { useConsole } from '../shell/console';
import { useWebhookWords } from '../words/use-webhook-words';
import { useAdminWords, useFields } from '../words/words';
import {
  eventTypes,
  settingsOf,
  webhookProblems,
  type Webhook,
  type WebhookSettings,
  type WebhookWithSecret,
} from './webhooks';

interface Props {
  /** Absent for a new webhook. */
  readonly saved?: Webhook;
  /** Called after saving, with the secret of a new webhook. */
  onSaved(made?: WebhookWithSecret): void;
  onClose(): void;
}

/** Edits the endpoint and the event types of a webhook. */
export function WebhookEditor({ saved, onSaved, onClose }: Props) {
  const all = useAdminWords();
  const words = useWebhookWords();
  const fields = useFields();
  const { api } = useConsole();
  const [start] = useState<WebhookSettings>(
    saved ? settingsOf(saved) : { name: '', url: '', eventTypes: [], active: true },
  );
  const made = useRef<WebhookWithSecret>(undefined);
  const editor = useEditor({
    start,
    version: saved?.version ?? 0,
    check: webhookProblems,
    store: async (draft, version) => {
      const settings = { ...draft, name: draft.name.trim() };
      if (saved) await api.webhooks.replace({ ...saved, version }, settings);
      else made.current = await api.webhooks.create(settings);
    },
    onSaved: () => {
      onSaved(made.current);
    },
  });
  const { draft, bind, change } = editor;
  const content = (
    <>
      <TextField
        bound={bind('/name')}
        label={fields['/name']}
        value={draft.name}
        isRequired
        autoFocus
        onValue={(name) => {
          change('/name', { ...draft, name });
        }}
      />
      <TextField
        bound={bind('/url')}
        label={fields['/url']}
        hint={words.urlHint}
        value={draft.url}
        isRequired
        isCode
        onValue={(url) => {
          change('/url', { ...draft, url });
        }}
      />
      <ManyField
        bound={bind('/eventTypes')}
        label={fields['/eventTypes']}
        hint={words.eventTypesHint}
        values={draft.eventTypes}
        options={eventTypes.map((type) => [type, type] as const)}
        onValues={(chosen) => {
          change('/eventTypes', { ...draft, eventTypes: chosen });
        }}
      />
      <SwitchField
        bound={bind('/active')}
        label={fields['/active']}
        hint={words.activeHint}
        isOn={draft.active}
        onValue={(active) => {
          change('/active', { ...draft, active });
        }}
      />
    </>
  );
  return (
    <EditorSurface
      title={saved ? all.editOf({ name: saved.name }) : words.create}
      editor={editor}
      isSmall
      onClose={onClose}
      tabs={[{ id: 'general', label: all.editor.general, content }]}
    />
  );
}
