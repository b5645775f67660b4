import { Button, Divider } from '@fluentui/react-components';
import type { SignInOptions } from '@rejoin/contracts';
import { goToProvider } from './go-to-provider';
import { kitWords } from './kit-words';
import { useWords } from './language';

/** A button for each identity provider, and what stands between them and the form for a password. */
export function ProviderWays({
  options: { passwords, providers },
  onProblem,
}: {
  options: SignInOptions;
  onProblem(problem: unknown): void;
}) {
  const words = useWords(kitWords);
  return (
    <>
      {providers.map(({ providerId, name, startUrl }) => (
        <Button
          key={providerId}
          size="large"
          appearance={passwords ? 'secondary' : 'primary'}
          onClick={() => {
            goToProvider(startUrl).catch(onProblem);
          }}
        >
          {words.signInWith({ provider: name })}
        </Button>
      ))}
      {passwords && <Divider>{words.orPassword}</Divider>}
    </>
  );
}
