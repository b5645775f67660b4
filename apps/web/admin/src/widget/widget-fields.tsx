import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { WidgetSettings } from '@rejoin/contracts';
import type { ReactNode } from 'react';
import { LocaleField } from '../fields/locale-field';
import { DurationField } from '../fields/number-field';
import { OriginsField } from '../fields/origins-field';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';
import { AuthenticationFields } from './authentication-fields';
import { NotificationFields } from './notification-fields';
import { ReconnectFields } from './reconnect-fields';

type Form = FormTools<WidgetSettings>;

const useStyles = makeStyles({
  part: { marginBlockEnd: tokens.spacingVerticalXXL },
  title: { margin: 0, marginBlockEnd: tokens.spacingVerticalS },
});

/** The name, language and state of a chat widget. */
export function BasicsFields({ form, isNew = false }: { form: Form; isNew?: boolean }) {
  const words = useAdminWords();
  const fields = useFields();
  const { draft, bind, change } = form;
  return (
    <>
      <TextField
        bound={bind('/name')}
        label={fields['/name']}
        value={draft.name}
        isRequired
        autoFocus={isNew}
        onValue={(name) => {
          change('/name', { ...draft, name });
        }}
      />
      <LocaleField
        bound={bind('/locale')}
        value={draft.locale}
        hint={words.widget.localeHint}
        onValue={(locale) => {
          change('/locale', { ...draft, locale });
        }}
      />
      <SwitchField
        bound={bind('/askName')}
        label={fields['/askName']}
        isOn={draft.askName}
        onValue={(askName) => {
          change('/askName', { ...draft, askName });
        }}
      />
      <SwitchField
        bound={bind('/showPositionInQueue')}
        label={fields['/showPositionInQueue']}
        isOn={draft.showPositionInQueue === true}
        onValue={(showPositionInQueue) => {
          change('/showPositionInQueue', { ...draft, showPositionInQueue });
        }}
      />
      <SwitchField
        bound={bind('/showAverageWaitTime')}
        label={fields['/showAverageWaitTime']}
        isOn={draft.showAverageWaitTime === true}
        onValue={(showAverageWaitTime) => {
          change('/showAverageWaitTime', { ...draft, showAverageWaitTime });
        }}
      />
      <DurationField
        bound={bind('/debounceSeconds')}
        label={fields['/debounceSeconds']}
        hint={words.widget.debounceHint}
        unit={words.seconds}
        unitSeconds={1}
        value={draft.debounceSeconds}
        onValue={(debounceSeconds) => {
          change('/debounceSeconds', { ...draft, debounceSeconds });
        }}
      />
      {!isNew && (
        <SwitchField
          bound={bind('/active')}
          label={fields['/active']}
          hint={words.widget.activeHint}
          isOn={draft.active}
          onValue={(active) => {
            change('/active', { ...draft, active });
          }}
        />
      )}
    </>
  );
}

/** The tab *Chat widget*: reconnecting, allowed origins, notifications and sign-in. */
export function ChannelFields({ form }: { form: Form }) {
  const words = useAdminWords();
  const fields = useFields();
  const { draft, bind, change } = form;
  return (
    <>
      <Part title={words.widget.reconnect}>
        <ReconnectFields form={form} />
      </Part>
      <Part title={words.widget.origins}>
        <OriginsField
          origins={draft.allowedOrigins}
          bind={bind}
          onOrigins={(allowedOrigins) => {
            change('/allowedOrigins', { ...draft, allowedOrigins });
          }}
        />
        <TextField
          bound={bind('/sharedDomain')}
          label={fields['/sharedDomain']}
          hint={words.widget.sharedDomainHint}
          value={draft.sharedDomain ?? ''}
          placeholder="contoso.com"
          isCode
          onValue={(value) => {
            change('/sharedDomain', { ...draft, sharedDomain: value.trim().toLowerCase() || null });
          }}
        />
      </Part>
      <Part title={words.widget.notifications}>
        <NotificationFields form={form} />
      </Part>
      <Part title={words.widget.authentication}>
        <AuthenticationFields form={form} />
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={styles.part}>
      <Text as="h3" block size={400} weight="semibold" className={styles.title}>
        {title}
      </Text>
      {children}
    </section>
  );
}
