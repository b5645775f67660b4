import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useFocusReturn } from './focus-return';
import { kitWords } from './kit-words';
import { useWords } from './language';

interface Props {
  readonly isOpen: boolean;
  readonly title: string;
  /** The consequences of the action, in one or two sentences. */
  readonly children: ReactNode;
  readonly action: string;
  readonly isDisabled?: boolean;
  onConfirm(): void;
  onClose(): void;
}

/** Asks for confirmation before an action that cannot easily be undone, and explains its consequences. */
export function ConfirmDialog({ isOpen, title, children, action, isDisabled, onConfirm, onClose }: Props) {
  const words = useWords(kitWords);
  useFocusReturn(isOpen);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{words.cancel}</Button>
            </DialogTrigger>
            <Button
              appearance="primary"
              disabled={isDisabled === true}
              onClick={() => {
                onClose();
                onConfirm();
              }}
            >
              {action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
