import { makeStyles, tokens } from '@fluentui/react-components';
import type { WidgetSettings } from '@rejoin/contracts';
import { NumberField, DurationField } from '../fields/number-field';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import { TimeLimitField } from '../fields/time-limit-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';
import { PortalField } from './portal-field';

const useStyles = makeStyles({
  details: {
    borderLeft: `2px solid ${tokens.colorBrandStroke2}`,
    paddingInlineStart: tokens.spacingHorizontalL,
    marginInlineStart: tokens.spacingHorizontalS,
  },
  pair: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalXL,
  },
});

type Reconnect = WidgetSettings['reconnect'];

/** *Reconnect to previous chat*, and its further settings while it is on. */
export function ReconnectFields({ form }: { form: FormTools<WidgetSettings> }) {
  const styles = useStyles();
  const words = useAdminWords();
  const fields = useFields();
  const { draft, bind } = form;
  const { enabled, redirectUrl, timeLimitSeconds, extension } = draft.reconnect;
  const change = (field: string, reconnect: Partial<Reconnect>) => {
    form.change(`/reconnect/${field}`, { ...draft, reconnect: { ...draft.reconnect, ...reconnect } });
  };
  return (
    <>
      <SwitchField
        bound={bind('/reconnect/enabled')}
        label={fields['/reconnect/enabled']}
        hint={enabled ? words.widget.reconnectHint : words.widget.reconnectOffHint}
        isOn={enabled}
        isStrong
        onValue={(isOn) => {
          change('enabled', { enabled: isOn });
        }}
      />
      {enabled && (
        <div className={styles.details}>
          <TimeLimitField
            bound={bind('/reconnect/timeLimitSeconds')}
            seconds={timeLimitSeconds}
            onSeconds={(seconds) => {
              change('timeLimitSeconds', { timeLimitSeconds: seconds });
            }}
          />
          <PortalField form={form} />
          <TextField
            bound={bind('/reconnect/redirectUrl')}
            label={fields['/reconnect/redirectUrl']}
            hint={words.widget.redirectHint}
            value={redirectUrl ?? ''}
            placeholder={words.optional}
            isCode
            onValue={(value) => {
              change('redirectUrl', { redirectUrl: value === '' ? null : value.trim() });
            }}
          />
          <div className={styles.pair}>
            <NumberField
              bound={bind('/reconnect/extension/times')}
              label={fields['/reconnect/extension/times']}
              hint={words.widget.extensionsHint}
              value={extension.times}
              onValue={(times) => {
                change('extension/times', { extension: { ...extension, times } });
              }}
            />
            <DurationField
              bound={bind('/reconnect/extension/seconds')}
              label={fields['/reconnect/extension/seconds']}
              unit={words.minutes}
              unitSeconds={60}
              value={extension.seconds}
              onValue={(seconds) => {
                change('extension/seconds', { extension: { ...extension, seconds } });
              }}
            />
          </div>
        </div>
      )}
    </>
  );
}
