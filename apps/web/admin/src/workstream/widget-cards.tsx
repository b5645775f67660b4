import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { EditRegular, PlayRegular } from '@fluentui/react-icons';
import type { WidgetSettings } from '@rejoin/contracts';
import { useCallback, useState } from 'react';
import { useFormats } from '../../../kit/language';
import type { SavedItem } from '../api/kinds';
import { laterOverlay } from '../../../kit/later';
import { useNavigation } from '../route/navigation';
import { useConsole } from '../shell/console';
import { useAdminWords, useFields, useLanguageName } from '../words/words';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
  one: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  words: { flexGrow: 1, flexBasis: '260px', minWidth: 0 },
  name: { display: 'block', overflowWrap: 'anywhere' },
  note: { display: 'block', color: tokens.colorNeutralForeground2 },
  badges: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

const LaterTryDialog = laterOverlay(() => import('./try-dialog').then(({ TryDialog }) => TryDialog));

/** The chat widgets of a workstream; *Edit* opens their Chat channel settings. */
export function WidgetCards({ widgets }: { widgets: readonly SavedItem<WidgetSettings>[] }) {
  const styles = useStyles();
  const words = useAdminWords();
  const fields = useFields();
  const formats = useFormats();
  const languageName = useLanguageName();
  const { go } = useNavigation();
  const { canChange } = useConsole();
  const [tried, setTried] = useState<SavedItem<WidgetSettings>>();
  const closeTrial = useCallback(() => {
    setTried(undefined);
  }, []);
  return (
    <>
      <ul className={styles.list}>
        {widgets.map((widget) => {
          const { id, settings } = widget;
          return (
            <li key={id} className={styles.one}>
              <div className={styles.words}>
                <Text weight="semibold" className={styles.name}>
                  {settings.name}
                </Text>
                <Text size={200} className={styles.note}>
                  {[
                    languageName(settings.locale),
                    words.widget.originsCount({ count: settings.allowedOrigins.length }),
                  ].join(' · ')}
                </Text>
              </div>
              <div className={styles.badges}>
                {!settings.active && (
                  <Badge appearance="tint" color="informative">
                    {words.inactive}
                  </Badge>
                )}
                <Badge appearance="outline" color="informative">
                  {settings.authentication.required ? words.widget.signedIn : words.widget.anonymous}
                </Badge>
                {settings.reconnect.enabled ? (
                  <Badge appearance="tint" color="success" title={fields['/reconnect/timeLimitSeconds']}>
                    {`${words.widget.reconnectOn}: ${formats.duration(settings.reconnect.timeLimitSeconds)}`}
                  </Badge>
                ) : (
                  <Badge appearance="tint" color="informative">
                    {words.widget.reconnectOff}
                  </Badge>
                )}
              </div>
              {canChange && (
                <Button
                  icon={<PlayRegular />}
                  aria-label={words.trial.tryOf({ name: settings.name })}
                  onClick={() => {
                    setTried(widget);
                  }}
                >
                  {words.trial.try}
                </Button>
              )}
              <Button
                icon={<EditRegular />}
                aria-label={words.editOf({ name: settings.name })}
                onClick={() => {
                  go({ at: 'workstream', workstreamId: settings.workstreamId, widgetId: id });
                }}
              >
                {words.edit}
              </Button>
            </li>
          );
        })}
      </ul>
      {tried && <LaterTryDialog widget={tried} onClose={closeTrial} />}
    </>
  );
}
