import type { QuickReplySettings, WidgetSettings } from '@rejoin/contracts';
import { useLanguage } from '../../../kit/language';
import type { Saved } from '../api/kinds';
import { EditorSurface } from '../editor/editor-surface';
import { useNewEditor, useSavedEditor } from '../editor/use-saved-editor';
import { HistoryList } from '../history/history-list';
import { useAdminWords } from '../words/words';
import { newQuickReply, quickReplyProblems } from './quick-reply';
import { QuickReplyFields } from './quick-reply-fields';

interface Common {
  readonly widgets: readonly WidgetSettings[];
  onSaved(): void;
  onClose(): void;
}

const nameOf = ({ title }: QuickReplySettings) => title;

export function QuickReplyEditor({
  saved,
  widgets,
  onSaved,
  onClose,
}: Common & { saved: Saved<QuickReplySettings> }) {
  const words = useAdminWords();
  const editor = useSavedEditor({ kind: 'quick-replies', saved, check: quickReplyProblems, nameOf, onSaved });
  return (
    <EditorSurface
      title={words.audit.whats['quick-reply']}
      subtitle={saved.settings.title}
      editor={editor}
      isSmall
      onClose={onClose}
      tabs={[
        {
          id: 'general',
          label: words.editor.general,
          fields: ['/'],
          content: <QuickReplyFields form={editor} widgets={widgets} />,
        },
        { id: 'history', label: words.history, content: <HistoryList what="quick-reply" id={saved.id} /> },
      ]}
    />
  );
}

export function NewQuickReply({
  workstreamId,
  widgets,
  onSaved,
  onClose,
}: Common & { workstreamId: string }) {
  const words = useAdminWords();
  const { language } = useLanguage();
  const start = newQuickReply(workstreamId, language);
  const editor = useNewEditor({ kind: 'quick-replies', start, check: quickReplyProblems, nameOf, onSaved });
  return (
    <EditorSurface
      title={words.workstream.newQuickReply}
      editor={editor}
      isSmall
      onClose={onClose}
      tabs={[
        {
          id: 'general',
          label: words.editor.general,
          fields: ['/'],
          content: <QuickReplyFields form={editor} widgets={widgets} isNew />,
        },
      ]}
    />
  );
}
