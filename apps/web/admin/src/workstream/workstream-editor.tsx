import type { WorkstreamSettings } from '@rejoin/contracts';
import type { SavedItem } from '../api/kinds';
import { SettingsEditor } from '../editor/settings-editor';
import { useAdminWords } from '../words/words';
import { WorkstreamFields } from './workstream-fields';

interface Props {
  readonly saved: SavedItem<WorkstreamSettings>;
  onClose(): void;
}

export function WorkstreamEditor({ saved, onClose }: Props) {
  const words = useAdminWords();
  return (
    <SettingsEditor
      kind="workstreams"
      edited={saved}
      title={words.workstream.settings}
      fields={(form) => <WorkstreamFields form={form} />}
      onClose={onClose}
    />
  );
}
