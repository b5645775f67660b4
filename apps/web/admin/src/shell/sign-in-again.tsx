import { Button, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { DialogFrame } from '../../../kit/dialog-frame';
import { SignInForm } from '../../../kit/sign-in-form';
import type { Credentials } from '../../../kit/use-sign-in';
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
    <DialogFrame
      title={words.signIn.again}
      width={420}
      onClose={onCancel}
      actions={
        <>
          <Button appearance="subtle" onClick={onSignOut}>
            {words.signIn.other}
          </Button>
          <Button onClick={onCancel}>{words.editor.cancel}</Button>
        </>
      }
    >
      <Text block style={{ marginBlockEnd: tokens.spacingVerticalL }}>
        {words.signIn.againIntro}
      </Text>
      <SignInWays readOptions={readOptions} arrival={undefined}>
        <SignInForm login={login} isFixed={login !== ''} onSignIn={onSignIn} />
      </SignInWays>
    </DialogFrame>
  );
}
