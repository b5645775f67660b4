import type { WorkstreamSettings } from '@rejoin/contracts';
import type { Saved } from '../api/kinds';
import { EditorSurface } from '../editor/editor-surface';
import { useSavedEditor } from '../editor/use-saved-editor';
import { HistoryList } from '../history/history-list';
import { useAdminWords } from '../words/words';
import { workstreamProblems } from './check-workstream';
import { WorkstreamFields } from './workstream-fields';

interface Props {
  readonly saved: Saved<WorkstreamSettings>;
  onSaved(): void;
  onClose(): void;
}

export function WorkstreamEditor({ saved, onSaved, onClose }: Props) {
  const words = useAdminWords();
  const editor = useSavedEditor({
    kind: 'workstreams',
    saved,
    check: workstreamProblems,
    nameOf: ({ name }) => name,
    onSaved,
  });
  return (
    <EditorSurface
      title={words.workstream.settings}
      subtitle={saved.settings.name}
      editor={editor}
      onClose={onClose}
      tabs={[
        {
          id: 'general',
          label: words.editor.general,
          fields: ['/'],
          content: <WorkstreamFields form={editor} />,
        },
        { id: 'history', label: words.history, content: <HistoryList what="workstream" id={saved.id} /> },
      ]}
    />
  );
}
