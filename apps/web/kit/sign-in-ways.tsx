import { makeStyles, MessageBar, MessageBarBody, Spinner, tokens } from '@fluentui/react-components';
import type { SignInOptions } from '@rejoin/contracts';
import { useEffect, useState, type ReactNode } from 'react';
import { kitWords } from './kit-words';
import { useWords } from './language';
import { later } from './later';
import { useSentence } from './sentence';

/** Most organisations have no identity provider. */
const LaterProviderWays = later(() => import('./provider-ways').then(({ ProviderWays }) => ProviderWays));

interface Props {
  readOptions(): Promise<SignInOptions>;
  /** The sign-in with a provider from which the browser has just come back. */
  readonly arrival: Promise<unknown> | undefined;
  /** The form for a password. */
  readonly children: ReactNode;
}

const useStyles = makeStyles({
  ways: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
});

/**
 * The ways to sign in: a button for each identity provider, and the form for a password unless passwords are off. Shows
 * why a sign-in with a provider has failed.
 */
export function SignInWays({ readOptions, arrival, children }: Props) {
  const styles = useStyles();
  const words = useWords(kitWords);
  const sentence = useSentence();
  const [options, setOptions] = useState<SignInOptions>();
  const [problem, setProblem] = useState<unknown>();
  const [isArriving, setArriving] = useState(arrival !== undefined);
  useEffect(() => {
    let isCurrent = true;
    // The password form stays when the server does not answer; it then explains the problem itself.
    readOptions().then(
      (read) => {
        if (isCurrent) setOptions(read);
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
    // The options are read once. The function has another identity in each render.
  }, []);
  useEffect(() => {
    arrival?.catch(setProblem).finally(() => {
      setArriving(false);
    });
  }, [arrival]);
  if (isArriving) return <Spinner label={words.signingIn} />;
  const { passwords, providers } = options ?? { passwords: true, providers: [] };
  return (
    <div className={styles.ways}>
      {problem !== undefined && (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{sentence(problem)}</MessageBarBody>
        </MessageBar>
      )}
      {providers.length > 0 && (
        <LaterProviderWays options={{ passwords, providers }} onProblem={setProblem} />
      )}
      {passwords && children}
      {!passwords && providers.length === 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.noWay}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}
