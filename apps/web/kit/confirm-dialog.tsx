import { Button, DialogTrigger } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { DangerButton } from './danger-button';
import { DialogFrame } from './dialog-frame';
import { kitWords } from './kit-words';
import { useWords } from './language';

interface Props {
  readonly isOpen: boolean;
  readonly title: string;
  /** The consequences of the action, in one or two sentences. */
  readonly children: ReactNode;
  readonly action: string;
  readonly isDisabled?: boolean;
  /** The action ends, removes or discards nothing. */
  readonly isHarmless?: boolean;
  onConfirm(): void;
  onClose(): void;
}

/** Asks for confirmation before an action that cannot easily be undone, and explains its consequences. */
export function ConfirmDialog(props: Props) {
  const { isOpen, title, children, action, isDisabled, isHarmless = false, onConfirm, onClose } = props;
  const words = useWords(kitWords);
  const ActionButton = isHarmless ? Button : DangerButton;
  return (
    <DialogFrame
      isOpen={isOpen}
      title={title}
      onClose={onClose}
      actions={
        <>
          <DialogTrigger disableButtonEnhancement>
            <Button>{words.cancel}</Button>
          </DialogTrigger>
          <ActionButton
            {...(isHarmless ? { appearance: 'primary' } : {})}
            disabled={isDisabled === true}
            onClick={() => {
              onClose();
              onConfirm();
            }}
          >
            {action}
          </ActionButton>
        </>
      }
    >
      {children}
    </DialogFrame>
  );
}
