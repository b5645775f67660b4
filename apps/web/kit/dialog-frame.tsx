import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { ReactNode, SyntheticEvent } from 'react';
import { useFocusReturn } from './focus-return';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** The buttons, the least important first. One in a `DialogTrigger` closes the dialog. */
  readonly actions?: ReactNode;
  readonly isOpen?: boolean;
  /** The largest width in pixels. */
  readonly width?: number;
  /** A class of the content, such as one that arranges fields. */
  readonly contentClass?: string;
  /** The content and the actions are a form, which calls this when it is submitted. */
  onSubmit?(event: SyntheticEvent): void;
  /** Without it, only an action of the dialog itself can close it. */
  onClose?(): void;
}

/** A dialog. The focus returns to where it was when it closes. */
export function DialogFrame(props: Props) {
  const { title, children, actions, isOpen = true, width, contentClass, onSubmit, onClose } = props;
  useFocusReturn(isOpen);
  const body = (
    <DialogBody>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent className={contentClass}>{children}</DialogContent>
      {actions !== undefined && <DialogActions>{actions}</DialogActions>}
    </DialogBody>
  );
  return (
    <Dialog
      open={isOpen}
      modalType={onClose ? 'modal' : 'alert'}
      onOpenChange={(_, { open }) => {
        if (!open) onClose?.();
      }}
    >
      <DialogSurface style={width === undefined ? undefined : { maxWidth: `${width}px` }}>
        {onSubmit ? (
          <form noValidate onSubmit={onSubmit}>
            {body}
          </form>
        ) : (
          body
        )}
      </DialogSurface>
    </Dialog>
  );
}
