import {
  Button,
  Card,
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { LinkAddRegular } from '@fluentui/react-icons';
import { hasReconnectSlug, type QuickReplySettings, type WidgetSettings } from '@rejoin/contracts';
import { useRef } from 'react';
import { LocaleField } from '../fields/locale-field';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields, useProblemSentence } from '../words/words';
import { widgetsWithoutReconnect, withSlug } from './quick-reply';
import { SlugText } from './slug-text';

/** What the gateway replaces in messages of agents. */
const variables = '{{customer.name}}, {{agent.name}}, {{workstream.name}}';

const useStyles = makeStyles({
  slug: { marginBlock: tokens.spacingVerticalS },
  preview: { marginBlockEnd: tokens.spacingVerticalL },
  warning: { marginBlockEnd: tokens.spacingVerticalL },
});

interface Props {
  readonly form: FormTools<QuickReplySettings>;
  readonly widgets: readonly WidgetSettings[];
  readonly isNew?: boolean;
}

/** The fields of a quick reply, with a button that inserts the slug of the reconnect link. */
export function QuickReplyFields({ form, widgets, isNew = false }: Props) {
  const styles = useStyles();
  const words = useAdminWords();
  const fields = useFields();
  const sentence = useProblemSentence();
  const area = useRef<HTMLTextAreaElement>(null);
  const { draft, bind, change } = form;
  const body = bind('/body');
  const off = hasReconnectSlug(draft.body) ? widgetsWithoutReconnect(widgets) : [];

  const insert = () => {
    const { selectionStart = draft.body.length, selectionEnd = draft.body.length } = area.current ?? {};
    const inserted = withSlug(draft.body, selectionStart, selectionEnd);
    change('/body', { ...draft, body: inserted.body });
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(inserted.caret, inserted.caret);
    });
  };
  return (
    <>
      <TextField
        bound={bind('/title')}
        label={fields['/title']}
        value={draft.title}
        isRequired
        autoFocus={isNew}
        onValue={(title) => {
          change('/title', { ...draft, title });
        }}
      />
      <Field
        label={fields['/body']}
        required
        hint={words.workstream.bodyHint({ variables })}
        {...(body.problem ? { validationState: 'error', validationMessage: sentence(body.problem) } : {})}
      >
        <Textarea
          textarea={{ ref: area }}
          rows={5}
          dir="auto"
          resize="vertical"
          value={draft.body}
          readOnly={form.isReadOnly}
          onBlur={body.onLeave}
          onChange={(_, { value }) => {
            change('/body', { ...draft, body: value });
          }}
        />
      </Field>
      {!form.isReadOnly && (
        <Button className={styles.slug} icon={<LinkAddRegular />} onClick={insert}>
          {words.workstream.slug}
        </Button>
      )}
      {off.length > 0 && (
        <MessageBar intent="warning" layout="multiline" className={styles.warning}>
          <MessageBarBody>{words.workstream.slugOff({ widgets: off.join(', ') })}</MessageBarBody>
        </MessageBar>
      )}
      {draft.body !== '' && (
        <Card appearance="filled-alternative" className={styles.preview}>
          <Text size={200}>{words.workstream.preview}</Text>
          <SlugText body={draft.body} />
        </Card>
      )}
      <LocaleField
        bound={bind('/locale')}
        value={draft.locale}
        onValue={(locale) => {
          change('/locale', { ...draft, locale });
        }}
      />
      {!isNew && (
        <SwitchField
          bound={bind('/active')}
          label={fields['/active']}
          isOn={draft.active}
          onValue={(active) => {
            change('/active', { ...draft, active });
          }}
        />
      )}
    </>
  );
}
