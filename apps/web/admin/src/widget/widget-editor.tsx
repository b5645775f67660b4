import type { WidgetSettings } from '@rejoin/contracts';
import type { SavedItem } from '../api/kinds';
import { SettingsEditor } from '../editor/settings-editor';
import { useAdminWords } from '../words/words';
import { widgetProblems } from './widget-problems';
import { EmbedCode } from './embed-code';
import { BasicsFields, ChannelFields } from './widget-fields';

interface Props {
  readonly saved: SavedItem<WidgetSettings>;
  onClose(): void;
}

/** The dialog *Chat channel settings*. */
export function WidgetEditor({ saved, onClose }: Props) {
  const words = useAdminWords();
  return (
    <SettingsEditor
      kind="widgets"
      edited={saved}
      title={words.widget.title}
      check={(draft) => widgetProblems(draft, saved.settings)}
      onClose={onClose}
      tabs={(form) => [
        {
          id: 'basics',
          label: words.widget.basics,
          fields: [
            '/name',
            '/locale',
            '/askName',
            '/showPositionInQueue',
            '/showAverageWaitTime',
            '/debounceSeconds',
            '/active',
            '/workstreamId',
          ],
          content: <BasicsFields form={form} />,
        },
        {
          id: 'widget',
          label: words.widget.tab,
          fields: ['/reconnect', '/allowedOrigins', '/sharedDomain', '/notifications', '/authentication'],
          content: <ChannelFields form={form} />,
        },
        {
          id: 'code',
          label: words.widget.code,
          content: (
            <EmbedCode
              widgetId={saved.id}
              intro={words.widget.codeIntro}
              follows={!!saved.settings.sharedDomain}
            />
          ),
        },
      ]}
    />
  );
}
