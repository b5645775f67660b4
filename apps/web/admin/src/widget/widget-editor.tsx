import type { WidgetSettings } from '@rejoin/contracts';
import type { Saved } from '../api/kinds';
import { EditorSurface } from '../editor/editor-surface';
import { useSavedEditor } from '../editor/use-saved-editor';
import { HistoryList } from '../history/history-list';
import { useAdminWords } from '../words/words';
import { widgetProblems } from './check-widget';
import { EmbedCode } from './embed-code';
import { BasicsFields, ChannelFields } from './widget-fields';

interface Props {
  readonly saved: Saved<WidgetSettings>;
  onSaved(): void;
  onClose(): void;
}

/** The dialog *Chat channel settings*. */
export function WidgetEditor({ saved, onSaved, onClose }: Props) {
  const words = useAdminWords();
  const editor = useSavedEditor({
    kind: 'widgets',
    saved,
    check: (draft) => widgetProblems(draft, saved.settings),
    nameOf: ({ name }) => name,
    onSaved,
  });
  return (
    <EditorSurface
      title={words.widget.title}
      subtitle={saved.settings.name}
      editor={editor}
      firstTab="basics"
      onClose={onClose}
      tabs={[
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
          content: <BasicsFields form={editor} />,
        },
        {
          id: 'widget',
          label: words.widget.tab,
          fields: ['/reconnect', '/allowedOrigins', '/sharedDomain', '/notifications', '/authentication'],
          content: <ChannelFields form={editor} />,
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
        {
          id: 'history',
          label: words.history,
          content: <HistoryList what="widget" id={saved.id} />,
        },
      ]}
    />
  );
}
