import type { VNode } from 'preact';
import type { MessageItem } from '../view';
import { refusalSentence } from '../words/sentences';
import { useSurroundings } from './surroundings';

/** Shows why a message was not sent, and what the customer can do with it. */
export function NotSent({ item: { key, refusal } }: { item: MessageItem }): VNode {
  const { speech, actions } = useSurroundings();
  return (
    <>
      <p className="state bad">
        {speech.say('notSent')} {refusal !== null && refusalSentence(speech, refusal)}
      </p>
      <div className="state">
        <button type="button" className="text-button" onClick={() => actions.retry(key)}>
          {speech.say('retry')}
        </button>
        <button type="button" className="text-button" onClick={() => actions.discard(key)}>
          {speech.say('discard')}
        </button>
      </div>
    </>
  );
}
