import type { Snapshot } from '@rejoin/contracts';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useFormats } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { useAction } from '../../../kit/use-action';
import { BlockDialog } from '../blocks/block-dialog';
import { useDesk } from '../desk/use-desk';
import { leaveChat } from '../desk/use-route';
import { useDeskWords } from '../words/words';
import { TransferDialog } from './transfer-dialog';
import { useCustomerName } from './use-customer-name';

export type DialogName = 'end' | 'close-tab' | 'release' | 'extend-ahead' | 'transfer' | 'block' | null;

interface Props {
  readonly snapshot: Snapshot;
  readonly openDialog: DialogName;
  onClose(): void;
}

/**
 * Renders the confirmation dialogs of the actions. Each dialog states what happens to the customer's right to
 * reconnect.
 */
export function ActionDialogs({ snapshot, openDialog, onClose }: Props) {
  const words = useDeskWords();
  const formats = useFormats();
  const toasts = useToasts();
  const desk = useDesk();
  const name = useCustomerName(snapshot);
  const { conversationId, ahead, customer } = snapshot;
  const end = useAction(() => desk.client.end(conversationId));
  const leave = useAction(
    (how: 'closeTab' | 'release') => desk.leave(how, conversationId),
    () => {
      leaveChat(conversationId);
    },
  );
  const extend = useAction(
    () => desk.client.extend(conversationId),
    () => {
      toasts.succeeded(words.extended);
    },
  );
  const next = ahead.nextLimitSeconds + ahead.extensionSeconds;
  return (
    <>
      <ConfirmDialog
        isOpen={openDialog === 'end'}
        title={words.endTitle({ customer: name })}
        action={words.end}
        onClose={onClose}
        onConfirm={() => {
          end.mutate();
        }}
      >
        {words.endText}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={openDialog === 'close-tab'}
        title={words.closeTabTitle}
        action={words.closeTab}
        onClose={onClose}
        onConfirm={() => {
          leave.mutate('closeTab');
        }}
      >
        {customer.status === 'away' ? words.closeTabAwayText : words.closeTabText}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={openDialog === 'release'}
        isHarmless
        title={words.releaseTitle({ customer: name })}
        action={words.release}
        onClose={onClose}
        onConfirm={() => {
          leave.mutate('release');
        }}
      >
        {words.releaseText}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={openDialog === 'extend-ahead'}
        isHarmless
        title={words.extendAheadTitle}
        action={words.extend({ span: formats.span(ahead.extensionSeconds) })}
        isDisabled={ahead.extensionsLeft === 0}
        onClose={onClose}
        onConfirm={() => {
          extend.mutate();
        }}
      >
        {ahead.extensionsLeft === 0
          ? words.noExtensions
          : words.extendAheadText({
              now: formats.duration(ahead.nextLimitSeconds),
              next: formats.duration(next),
            })}
      </ConfirmDialog>
      {openDialog === 'block' && (
        <BlockDialog
          customer={name}
          block={(options) => desk.client.blockCustomer(conversationId, options)}
          onClose={onClose}
        />
      )}
      {openDialog === 'transfer' && <TransferDialog snapshot={snapshot} onClose={onClose} />}
    </>
  );
}
