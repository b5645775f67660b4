import { useState } from 'react';
import { useSentence } from './sentence';

export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** The code of an authenticator app, when the server requires one. */
  readonly code?: string;
}

/** What a person enters to sign in, and what became of the last attempt. */
export function useSignIn(initialLogin: string, onSignIn: (credentials: Credentials) => Promise<unknown>) {
  const sentence = useSentence();
  const [login, setLogin] = useState(initialLogin);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);

  const submit = async () => {
    setTried(true);
    if (isBusy || login.trim() === '' || password === '' || (asksCode && code.trim() === '')) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await onSignIn({ login: login.trim(), password, ...(asksCode ? { code: code.trim() } : {}) });
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      // The server requests a code only after a correct password.
      const isCode = name === 'code-required' || name === 'code-wrong';
      if (name !== 'code-required') setProblem(sentence(error));
      setAsksCode(isCode);
      setCode('');
      if (!isCode) setPassword('');
      setTried(false);
    } finally {
      setBusy(false);
    }
  };
  const entered = { login, setLogin, password, setPassword, code, setCode };
  return { ...entered, asksCode, problem, isTried, isBusy, submit };
}
