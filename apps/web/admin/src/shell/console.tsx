import { Refusal } from '@rejoin/client';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { keepDeviceToken, keptDeviceToken } from '../../../kit/device-tokens';
import type { Arrival } from '../../../kit/provider-sign-in';
import type { Credentials } from '../../../kit/use-sign-in';
import { Api } from '../api/api';
import { ConfigHttp } from '../api/config-http';
import { has, readSession, writeSession, type Session } from '../api/session';
import { useRenewal } from './use-renewal';
import { SignInAgain } from './sign-in-again';

interface Console {
  readonly api: Api;
  readonly session: Session | undefined;
  /** Whether the person can probably change settings. The server decides. */
  readonly canChange: boolean;
  readonly isReachable: boolean;
  signIn(credentials: Credentials): Promise<void>;
  /** The sign-in with an identity provider from which the browser has just come back. */
  readonly arrival: Promise<void> | undefined;
  /** Changes the person's own password. They stay signed in. */
  changePassword(change: { current: string; next: string }): Promise<void>;
  signOut(): void;
}

const ConsoleContext = createContext<Console | undefined>(undefined);

interface Props {
  readonly arrival: Arrival | undefined;
  readonly children: ReactNode;
}

/** The account that is signed in, the API client, and whether the server is reachable. */
export function ConsoleProvider({ arrival: arrived, children }: Props) {
  const [session, setSession] = useState(readSession);
  const [isReachable, setReachable] = useState(true);
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const asked = useRef<SignInPrompt>(undefined);

  const api = useMemo(() => {
    const signInAgain = () => {
      asked.current ??= ask();
      setAsked(true);
      return asked.current.answer;
    };
    const token = () => readSession()?.token;
    return new Api(new ConfigHttp({ token, signInAgain, reached: setReachable }));
  }, []);
  const answer = (signedIn: boolean) => {
    asked.current?.resolve(signedIn);
    asked.current = undefined;
    setAsked(false);
  };
  const enter = (next: Session | undefined) => {
    writeSession(next);
    setSession(next);
  };
  const signIn = async (credentials: Credentials) => {
    const { login } = credentials;
    const signedIn = await api.signIn({ ...credentials, deviceToken: keptDeviceToken(login) });
    const { token, expiresAt, account, deviceToken } = signedIn;
    keepDeviceToken(login, deviceToken);
    enter({ token, expiresAt, account, login });
  };
  const [arrival] = useState(() => {
    if (!arrived) return undefined;
    const arriving = arrive(api, arrived).then(enter);
    // The page for signing in shows why it failed.
    arriving.catch(() => undefined);
    return arriving;
  });
  const changePassword = async (change: { current: string; next: string }) => {
    const { token, expiresAt } = await api.changePassword(change);
    if (session) enter({ ...session, token, expiresAt });
  };
  useRenewal(session?.expiresAt, async () => {
    const { token, expiresAt } = await api.renew();
    const current = readSession();
    if (current) enter({ ...current, token, expiresAt });
  });
  useEffect(() => {
    if (isReachable) return;
    return untilReached(
      () => api.signInOptions(),
      () => {
        setReachable(true);
        void queries.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
      },
    );
  }, [api, isReachable, queries]);

  const canChange = session !== undefined && has(session, 'administrator');
  const signOut = () => {
    answer(false);
    // The request already has the token when the session is deleted. A failure does not matter to this page.
    api.signOut().catch(() => undefined);
    enter(undefined);
    if (session?.signOutUrl !== undefined) location.assign(session.signOutUrl);
  };
  return (
    <ConsoleContext.Provider
      value={{ api, session, canChange, isReachable, signIn, arrival, changePassword, signOut }}
    >
      {children}
      {isAsked && session && (
        <SignInAgain
          login={session.login}
          readOptions={() => api.signInOptions()}
          onSignIn={async (credentials) => {
            await signIn(credentials);
            answer(true);
          }}
          onCancel={() => {
            answer(false);
          }}
          onSignOut={signOut}
        />
      )}
    </ConsoleContext.Provider>
  );
}

export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (!console) throw new Error('there is no ConsoleProvider');
  return console;
}

async function arrive(api: Api, arrived: Arrival): Promise<Session> {
  if ('failed' in arrived) throw new Refusal(arrived.failed, '');
  const { token, expiresAt, account, signOutUrl } = await api.redeemSignInCode(arrived);
  return { token, expiresAt, account, login: '', ...(signOutUrl === undefined ? {} : { signOutUrl }) };
}

interface SignInPrompt {
  readonly answer: Promise<boolean>;
  resolve(signedIn: boolean): void;
}

function ask(): SignInPrompt {
  let resolve: (signedIn: boolean) => void = () => undefined;
  const answer = new Promise<boolean>((done) => (resolve = done));
  return { answer, resolve };
}

/**
 * Asks every two seconds until the server answers. The question needs the database, without which nothing could be saved.
 * Returns a function that stops it.
 */
function untilReached(ask: () => Promise<unknown>, reached: () => void): () => void {
  let isAsking = false;
  const timer = setInterval(() => {
    if (isAsking) return;
    isAsking = true;
    ask()
      .then(reached, () => undefined)
      .finally(() => (isAsking = false));
  }, 2_000);
  return () => {
    clearInterval(timer);
  };
}
