import type { QuickReplySettings, WidgetSettings } from '@rejoin/contracts';
import { useState } from 'react';
import { useLanguage } from '../../../kit/language';
import type { SavedItem } from '../api/kinds';
import { SettingsEditor } from '../editor/settings-editor';
import { useAdminWords } from '../words/words';
import { newQuickReply } from './quick-reply';
import { QuickReplyFields } from './quick-reply-fields';

interface Props {
  /** Absent for a new quick reply. */
  readonly saved?: SavedItem<QuickReplySettings>;
  readonly workstreamId: string;
  readonly widgets: readonly WidgetSettings[];
  onClose(): void;
}

export function QuickReplyEditor({ saved, workstreamId, widgets, onClose }: Props) {
  const words = useAdminWords();
  const { language } = useLanguage();
  const [edited] = useState(() => saved ?? { settings: newQuickReply(workstreamId, language) });
  return (
    <SettingsEditor
      kind="quick-replies"
      edited={edited}
      title={saved ? words.audit.whats['quick-reply'] : words.workstream.newQuickReply}
      isSmall
      fields={(form) => <QuickReplyFields form={form} widgets={widgets} isNew={!saved} />}
      onClose={onClose}
    />
  );
}
