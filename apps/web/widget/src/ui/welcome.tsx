import type { VNode } from 'preact';
import { Screen } from './screen';
import { useSurroundings } from './surroundings';
import { chatIcon } from './icons';

interface WelcomeOf {
  readonly askName: boolean;
  readonly kept: readonly string[];
  readonly name: string;
  setName(name: string): void;
}

/**
 * The screen before a chat, with the field for the name where the widget asks for it. The composer below it starts the
 * chat.
 */
export function Welcome({ askName, kept, name, setName }: WelcomeOf): VNode {
  const { speech, later } = useSurroundings();
  return (
    <Screen icon={chatIcon} title={speech.say('welcome')} text={speech.say('welcomeText')}>
      {later && <later.Kept texts={kept} offer />}
      {askName && (
        <div className="field">
          <label htmlFor="rejoin-name">{speech.say('yourName')}</label>
          <input
            id="rejoin-name"
            className="focus-first"
            value={name}
            maxLength={200}
            autocomplete="name"
            dir="auto"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </div>
      )}
    </Screen>
  );
}
