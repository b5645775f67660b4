import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useFocusReturn } from './focus-return';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** The buttons, the least important first. One in a `DialogTrigger` closes the dialog. */
  readonly actions: ReactNode;
  onClose(): void;
}

/** An open dialog. The focus returns to where it was when it closes. */
export function DialogFrame({ title, children, actions, onClose }: Props) {
  useFocusReturn();
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions>{actions}</DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
