import { Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { useWebhookWords } from '../words/use-webhook-words';

const overlapHours = 24;

interface Props {
  readonly name: string;
  onConfirm(overlapHours: number): void;
  onClose(): void;
}

/** Asks before it creates a new secret, and how long the old secret stays valid. */
export function RotateDialog({ name, onConfirm, onClose }: Props) {
  const words = useWebhookWords();
  const [hasLeaked, setLeaked] = useState(false);
  return (
    <ConfirmDialog
      isOpen
      title={words.rotateOf({ name })}
      action={words.rotate}
      onConfirm={() => {
        onConfirm(hasLeaked ? 0 : overlapHours);
      }}
      onClose={onClose}
    >
      <p>{words.rotateText}</p>
      <Checkbox
        label={words.leaked}
        checked={hasLeaked}
        onChange={(_, { checked }) => {
          setLeaked(checked === true);
        }}
      />
    </ConfirmDialog>
  );
}
