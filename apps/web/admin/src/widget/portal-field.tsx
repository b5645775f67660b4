import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import type { WidgetSettings } from '@rejoin/contracts';
import { TextField } from '../fields/text-field';
import type { FormTools } from '../form/use-form';
import { useAdminWords, useFields } from '../words/words';
import { linkPreview } from './link-preview';

const useStyles = makeStyles({
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

/** The page to which reconnect links lead, with an example of a link. */
export function PortalField({ form }: { form: FormTools<WidgetSettings> }) {
  const styles = useStyles();
  const words = useAdminWords();
  const fields = useFields();
  const { draft } = form;
  const { portalUrl } = draft.reconnect;
  const portal = form.bind('/reconnect/portalUrl');
  const preview = linkPreview(portalUrl);
  return (
    <>
      <TextField
        bound={portal}
        label={fields['/reconnect/portalUrl']}
        hint={words.widget.portalHint}
        value={portalUrl ?? ''}
        placeholder="https://portal.example/chat"
        isCode
        isRequired
        onValue={(value) => {
          const reconnect = { ...draft.reconnect, portalUrl: value === '' ? null : value.trim() };
          form.change('/reconnect/portalUrl', { ...draft, reconnect });
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
    </>
  );
}
