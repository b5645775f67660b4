import { makeStyles, tokens } from '@fluentui/react-components';
import type { WidgetSettings } from '@rejoin/contracts';
import { useState } from 'react';
import { KeysField } from '../fields/keys-field';
import { ManyField } from '../fields/many-field';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';

const useStyles = makeStyles({
  details: {
    borderLeft: `2px solid ${tokens.colorBrandStroke2}`,
    paddingInlineStart: tokens.spacingHorizontalL,
    marginInlineStart: tokens.spacingHorizontalS,
  },
});

type Authentication = WidgetSettings['authentication'];
const algorithms = (['RS256', 'ES256', 'EdDSA'] as const).map((name) => [name, name] as const);

/** Whether customers must be signed in at the portal, and how their tokens are verified. */
export function AuthenticationFields({ form }: { form: FormTools<WidgetSettings> }) {
  const styles = useStyles();
  const words = useAdminWords();
  const fields = useFields();
  const [now] = useState(() => Date.now());
  const { draft, bind } = form;
  const { authentication } = draft;
  const change = (field: string, changed: Partial<Authentication>) => {
    form.change(field, { ...draft, authentication: { ...authentication, ...changed } });
  };
  const text = (name: 'jwksUrl' | 'issuer' | 'audience', hint?: string) => (
    <TextField
      bound={bind(`/authentication/${name}`)}
      label={fields[`/authentication/${name}`]}
      value={authentication[name] ?? ''}
      placeholder={words.optional}
      isCode
      {...(hint === undefined ? {} : { hint })}
      onValue={(value) => {
        change(`/authentication/${name}`, { [name]: value === '' ? null : value });
      }}
    />
  );
  return (
    <>
      <SwitchField
        bound={bind('/authentication/required')}
        label={fields['/authentication/required']}
        hint={words.widget.requiredHint}
        isOn={authentication.required}
        isStrong
        onValue={(required) => {
          change('/authentication', { required });
        }}
      />
      {authentication.required && (
        <div className={styles.details}>
          <KeysField
            keys={authentication.publicKeys}
            now={now}
            bind={bind}
            onKeys={(field, publicKeys) => {
              change(field, { publicKeys });
            }}
          />
          {text('jwksUrl', words.widget.jwksHint)}
          <ManyField
            bound={bind('/authentication/algorithms')}
            label={fields['/authentication/algorithms']}
            values={authentication.algorithms}
            options={algorithms}
            isRow
            onValues={(values) => {
              change('/authentication/algorithms', { algorithms: values });
            }}
          />
          {text('issuer', words.widget.issuerHint)}
          <SwitchField
            bound={bind('/authentication/audienceRequired')}
            label={fields['/authentication/audienceRequired']}
            hint={words.widget.audienceOffHint}
            isOn={authentication.audienceRequired}
            onValue={(audienceRequired) => {
              change('/authentication/audience', { audienceRequired });
            }}
          />
          {text('audience')}
        </div>
      )}
    </>
  );
}
