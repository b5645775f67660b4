import type { WorkstreamSettings } from '@rejoin/contracts';
import { useState } from 'react';
import type { Kinds, Saved } from '../api/kinds';
import { EditorSurface } from '../editor/editor-surface';
import { useNewEditor, useSavedEditor } from '../editor/use-saved-editor';
import { HistoryList } from '../history/history-list';
import { useAdminWords } from '../words/words';
import { AgentFields } from './agent-fields';
import { agentProblems, newAgent } from './check-people';

interface Common {
  readonly workstreams: readonly Saved<WorkstreamSettings>[];
  onSaved(): void;
  onClose(): void;
}

const nameOf = ({ displayName }: Kinds['agents']) => displayName;

export function AgentEditor({
  saved,
  workstreams,
  onSaved,
  onClose,
}: Common & { saved: Saved<Kinds['agents']> }) {
  const words = useAdminWords();
  const editor = useSavedEditor({ kind: 'agents', saved, check: agentProblems, nameOf, onSaved });
  return (
    <EditorSurface
      title={words.people.agent}
      subtitle={saved.settings.displayName}
      editor={editor}
      isSmall
      onClose={onClose}
      tabs={[
        {
          id: 'general',
          label: words.editor.general,
          fields: ['/'],
          content: <AgentFields form={editor} workstreams={workstreams} />,
        },
        {
          id: 'history',
          label: words.history,
          content: <HistoryList what="agent" id={saved.id} />,
        },
      ]}
    />
  );
}

export function NewAgent({ workstreams, onSaved, onClose }: Common) {
  const words = useAdminWords();
  const [start] = useState(newAgent);
  const editor = useNewEditor({ kind: 'agents', start, check: agentProblems, nameOf, onSaved });
  return (
    <EditorSurface
      title={words.people.newAgent}
      editor={editor}
      isSmall
      onClose={onClose}
      tabs={[
        {
          id: 'general',
          label: words.editor.general,
          fields: ['/'],
          content: <AgentFields form={editor} workstreams={workstreams} isNew />,
        },
      ]}
    />
  );
}
