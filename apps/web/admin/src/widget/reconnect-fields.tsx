import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import type { WidgetSettings } from '@rejoin/contracts';
import { NumberField, DurationField } from '../fields/number-field';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import { TimeLimitField } from '../fields/time-limit-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';
import { linkPreview } from './link-preview';

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
  preview: {
    marginBlockEnd: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  link: {
    display: 'block',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    textAlign: 'start',
  },
});

type Reconnect = WidgetSettings['reconnect'];

/** *Reconnect to previous chat*, and its further settings while it is on. */
export function ReconnectFields({ form }: { form: FormTools<WidgetSettings> }) {
  const styles = useStyles();
  const words = useAdminWords();
  const fields = useFields();
  const { draft, bind } = form;
  const { enabled, portalUrl, redirectUrl, timeLimitSeconds, extension } = draft.reconnect;
  const change = (field: string, reconnect: Partial<Reconnect>) => {
    form.change(`/reconnect/${field}`, { ...draft, reconnect: { ...draft.reconnect, ...reconnect } });
  };
  const portal = bind('/reconnect/portalUrl');
  const preview = linkPreview(portalUrl);
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
          <TextField
            bound={portal}
            label={fields['/reconnect/portalUrl']}
            hint={words.widget.portalHint}
            value={portalUrl ?? ''}
            placeholder="https://portal.example/chat"
            isCode
            isRequired
            onValue={(value) => {
              change('portalUrl', { portalUrl: value === '' ? null : value.trim() });
            }}
          />
          {portal.problem?.code === 'portal-host' && !form.isReadOnly && (
            <Button
              icon={<AddRegular />}
              style={{ marginBlockEnd: tokens.spacingVerticalL }}
              onClick={() => {
                if (portalUrl === null || !URL.canParse(portalUrl)) return;
                const allowedOrigins = [...draft.allowedOrigins, new URL(portalUrl).origin];
                form.change('/reconnect/portalUrl', { ...draft, allowedOrigins });
              }}
            >
              {words.widget.addPortalHost({ origin: portal.problem.detail })}
            </Button>
          )}
          {preview !== undefined && (
            <div className={styles.preview}>
              <Text size={200}>{words.widget.link}</Text>
              <span className={styles.link} dir="ltr" data-testid="link-preview">
                {preview}
              </span>
            </div>
          )}
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
