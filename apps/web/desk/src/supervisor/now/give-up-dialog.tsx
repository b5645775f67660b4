import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { OpenWindow } from '@rejoin/contracts';
import { ConfirmDialog } from '../../../../kit/confirm-dialog';
import { useSupervisorWords } from '../words/words';

interface Props {
  readonly windows: readonly OpenWindow[];
  onConfirm(): void;
  onClose(): void;
}

const useStyles = makeStyles({
  names: { marginBlock: tokens.spacingVerticalM, maxHeight: '30vh', overflowY: 'auto' },
});

/** Asks for confirmation to stop waiting, and states whose right to reconnect ends. */
export function GiveUpDialog({ windows, onConfirm, onClose }: Props) {
  const styles = useStyles();
  const words = useSupervisorWords();
  return (
    <ConfirmDialog
      isOpen
      title={words.giveUpTitle({ count: windows.length })}
      action={words.giveUp}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <ul className={styles.names} tabIndex={windows.length > 8 ? 0 : undefined}>
        {windows.map(({ conversationId, customerName }) => (
          <li key={conversationId}>
            <Text weight="semibold">
              <bdi>{customerName ?? words.unknownCustomer}</bdi>
            </Text>
          </li>
        ))}
      </ul>
      <Text>{words.giveUpText({ count: windows.length })}</Text>
    </ConfirmDialog>
  );
}
