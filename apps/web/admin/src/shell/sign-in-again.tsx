import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { SignInForm, type Credentials } from '../../../kit/sign-in-form';
import { SignInWays } from '../../../kit/sign-in-ways';
import type { SignInOptions } from '@rejoin/contracts';
import { useAdminWords } from '../words/words';

interface Props {
  readonly login: string;
  readOptions(): Promise<SignInOptions>;
  onSignIn(credentials: Credentials): Promise<void>;
  onCancel(): void;
  onSignOut(): void;
}

/** Asks for the password in a dialog over the page, which keeps its state. */
export function SignInAgain({ login, readOptions, onSignIn, onCancel, onSignOut }: Props) {
  const words = useAdminWords();
  // A dialog behind this one becomes active again when it gets the focus.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (before instanceof HTMLElement) before.focus();
      });
    },
    [before],
  );
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) onCancel();
      }}
    >
      <DialogSurface style={{ maxWidth: '420px' }}>
        <DialogBody>
          <DialogTitle>{words.signIn.again}</DialogTitle>
          <DialogContent>
            <Text block style={{ marginBlockEnd: tokens.spacingVerticalL }}>
              {words.signIn.againIntro}
            </Text>
            <SignInWays readOptions={readOptions} arrival={undefined}>
              <SignInForm login={login} isFixed={login !== ''} onSignIn={onSignIn} />
            </SignInWays>
          </DialogContent>
          <DialogActions>
            <Button appearance="subtle" onClick={onSignOut}>
              {words.signIn.other}
            </Button>
            <Button onClick={onCancel}>{words.editor.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
