import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useToasts } from '../../../kit/toasts';
import { useDesk } from '../desk/use-desk';
import { useDeskWords } from '../words/words';
import { useLiveCount } from './use-live-count';

/** Asks before a sign-out that ends the work on conversations. */
export function SignOutDialog({ onClose }: { onClose(): void }) {
  const words = useDeskWords();
  const desk = useDesk();
  const toasts = useToasts();
  const count = useLiveCount();
  return (
    <ConfirmDialog
      isOpen
      isHarmless
      title={words.signOutTitle}
      action={words.signOut}
      onConfirm={() => {
        desk.signIns.signOut({ confirm: true }).catch(toasts.failed);
      }}
      onClose={onClose}
    >
      {words.signOutText({ count })}
    </ConfirmDialog>
  );
}
