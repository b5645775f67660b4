import type { WorkstreamSettings } from '@rejoin/contracts';
import { useState } from 'react';
import type { Kinds, SavedItem } from '../api/kinds';
import { SettingsEditor } from '../editor/settings-editor';
import { useAdminWords } from '../words/words';
import { AgentFields } from './agent-fields';
import { newAgent } from './new-people';

interface Props {
  /** Absent for a new agent. */
  readonly saved?: SavedItem<Kinds['agents']>;
  readonly workstreams: readonly SavedItem<WorkstreamSettings>[];
  onClose(): void;
}

export function AgentEditor({ saved, workstreams, onClose }: Props) {
  const { people } = useAdminWords();
  const [edited] = useState(() => saved ?? { settings: newAgent() });
  return (
    <SettingsEditor
      kind="agents"
      edited={edited}
      title={saved ? people.agent : people.newAgent}
      isSmall
      fields={(form) => <AgentFields form={form} workstreams={workstreams} isNew={!saved} />}
      onClose={onClose}
    />
  );
}
