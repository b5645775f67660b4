import type { SecondFactor } from '@rejoin/contracts';
import { useEffect, useState } from 'react';
import { kitWords } from './kit-words';
import { useWords } from './language';
import type { SecondFactorClient } from './second-factor-client';
import { useSentence } from './sentence';
import { useToasts } from './toasts';

export interface FactorInput {
  readonly password: string;
  readonly code: string;
}

const noInput: FactorInput = { password: '', code: '' };

/** Two-step verification of the signed-in person, and the next step in turning it on or off. */
export function useSecondFactor(client: SecondFactorClient, onClose: () => void) {
  const words = useWords(kitWords);
  const sentence = useSentence();
  const toasts = useToasts();
  const [factor, setFactor] = useState<SecondFactor>();
  const [input, setInput] = useState(noInput);
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    client.read().then(setFactor, (error: unknown) => {
      setFailure(sentence(error));
    });
    // The state is read once, when the dialog opens.
  }, []);

  const isOn = factor?.enabled === true;
  const act = async (): Promise<SecondFactor> => {
    if (factor?.enrolment) return client.confirm(input.code);
    return isOn ? client.remove(input.password, input.code) : client.start(input.password);
  };
  const submit = async () => {
    if (isBusy || !factor) return;
    if (factor.recoveryCodes) {
      onClose();
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      const next = await act();
      setInput(noInput);
      setFactor(next);
      if (isOn) {
        toasts.succeeded(words.secondFactor.isOff);
        onClose();
      }
    } catch (error) {
      const isPassword = error instanceof Error && error.name === 'sign-in-failed';
      setFailure(isPassword ? words.passwordProblems['current-wrong'] : sentence(error));
    } finally {
      setBusy(false);
    }
  };
  const enter = (entered: Partial<FactorInput>) => {
    setInput((before) => ({ ...before, ...entered }));
  };
  return { factor, input, failure, isBusy, enter, submit };
}
