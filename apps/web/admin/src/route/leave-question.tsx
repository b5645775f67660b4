import { useEffect, useState, type ReactNode } from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useAdminWords } from '../words/words';
import { useNavigation } from './navigation';

interface LeaveQuestion {
  /** Asks if there are unsaved changes, and continues if the person agrees or there are none. */
  ask(leave: () => void): void;
  /** The question. Render it inside the dialog that the person leaves; outside, the dialog would cover it. */
  readonly question: ReactNode;
}

interface QuestionWords {
  readonly title: string;
  readonly body: string;
  readonly action: string;
}

/**
 * Asks before the person leaves the place, the page or a dialog with unsaved changes, or with something else that
 * `about` names.
 */
export function useLeaveQuestion(isDirty: boolean, about?: QuestionWords): LeaveQuestion {
  const words = useAdminWords();
  const { guard } = useNavigation();
  const [asked, setAsked] = useState<{ leave(): void }>();
  useEffect(() => {
    if (!isDirty) return;
    const lift = guard((leave) => {
      setAsked({ leave });
    });
    const leaving = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    addEventListener('beforeunload', leaving);
    return () => {
      lift();
      removeEventListener('beforeunload', leaving);
    };
  }, [isDirty, guard]);
  return {
    ask: (leave) => {
      if (isDirty) setAsked({ leave });
      else leave();
    },
    question: (
      <ConfirmDialog
        isOpen={asked !== undefined}
        title={about?.title ?? words.editor.discard}
        action={about?.action ?? words.editor.discardAction}
        onConfirm={() => {
          asked?.leave();
        }}
        onClose={() => {
          setAsked(undefined);
        }}
      >
        {about?.body ?? words.editor.discardBody}
      </ConfirmDialog>
    ),
  };
}
