import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isComposing } from '../../../kit/composing';
import type { Phase } from '../view';
import { sendIcon, Icon } from './icons';
import { useSurroundings } from './surroundings';

/** The maximum length of a message in UTF-16 units. */
const limit = 32_000;
const nearLimit = 1_000;

interface ComposerOf {
  readonly text: string;
  readonly phase: Phase;
  send(): void;
}

/**
 * The field for messages. Enter sends; Shift and Enter begins a new line. While nothing can be sent the text is kept. It is
 * sent in the chat if Enter was the last key.
 */
export function Composer({ text, phase, send }: ComposerOf): VNode {
  const { speech, actions, later } = useSurroundings();
  const field = useRef<HTMLTextAreaElement>(null);
  const soon = useRef<string | null>(null);
  const held = phase.name === 'connecting' || (phase.name === 'chat' && phase.ending);
  const left = limit - text.length;
  const mayNotSend = held || text.trim() === '';
  const submit = (): void => {
    soon.current = held ? text : null;
    if (!mayNotSend) send();
  };
  useLayoutEffect(() => {
    if (!field.current) return;
    field.current.style.blockSize = 'auto';
    field.current.style.blockSize = `${field.current.scrollHeight + 2}px`;
    if (phase.name === 'chat' && soon.current === text) submit();
  }, [text, held]);
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
        field.current?.focus();
      }}
    >
      <textarea
        ref={field}
        className="focus-first"
        rows={1}
        value={text}
        dir="auto"
        placeholder={speech.say('message')}
        aria-label={speech.say('message')}
        aria-describedby={left < nearLimit ? 'rejoin-left' : undefined}
        aria-invalid={left < 0}
        enterkeyhint="send"
        autocomplete="off"
        onInput={(event) => actions.type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
          event.preventDefault();
          submit();
        }}
      />
      {left < nearLimit && later && <later.Counter left={left} />}
      <button type="submit" className="send" aria-label={speech.say('send')} aria-disabled={mayNotSend}>
        <Icon of={sendIcon} />
      </button>
    </form>
  );
}
