import { useEffect, useState, type ReactNode } from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useAdminWords } from '../words/words';
import { useNavigation } from './navigation';

interface LeaveQuestion {
  /** Asks where there is something to lose, and goes on after a yes. */
  ask(leave: () => void): void;
  /** The question. It belongs inside the dialog that is left, which would stay hidden behind it otherwise. */
  readonly question: ReactNode;
}

/** Leaving the place, the page or a dialog asks first while there is something to lose. */
export function useLeaveQuestion(isDirty: boolean): LeaveQuestion {
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
        title={words.editor.discard}
        action={words.editor.discardAction}
        onConfirm={() => {
          asked?.leave();
        }}
        onClose={() => {
          setAsked(undefined);
        }}
      >
        {words.editor.discardBody}
      </ConfirmDialog>
    ),
  };
}
