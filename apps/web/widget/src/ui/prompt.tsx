import type { VNode } from 'preact';
import type { Continuable } from '../view';
import { ageIn } from '../words/elapsed';
import { Avatar } from './avatar';
import { Do } from './do';
import { Screen } from './screen';
import { useSurroundings } from './surroundings';

/** Asks a signed-in customer whether to continue a conversation, also one that is on another device. */
export function Prompt({ conversations }: { conversations: readonly Continuable[] }): VNode {
  const { speech, actions } = useSurroundings();
  return (
    <Screen title={speech.say('promptTitle')} text={speech.say('promptText')}>
      {conversations.map((conversation) => (
        <div className="actions" key={conversation.conversationId}>
          <Summary of={conversation} />
          <Do main act={() => actions.continueConversation(conversation.conversationId)}>
            {speech.say('promptContinue')}
          </Do>
        </div>
      ))}
      <Do act={() => actions.startNew()}>{speech.say('promptNew')}</Do>
    </Screen>
  );
}

function Summary({ of }: { of: Continuable }): VNode {
  const { speech } = useSurroundings();
  const now = Date.now();
  const until = of.secondsLeft === null ? null : new Date(now + of.secondsLeft * 1000).toISOString();
  return (
    <div className="choice">
      <Avatar name={of.agentName} />
      <div>
        <h4>{speech.say('promptAgent', { name: of.agentName ?? speech.say('agent') })}</h4>
        {of.lastText !== null && (
          <p className="last" dir="auto">
            {of.lastText}
          </p>
        )}
        <p className="quiet">{speech.say('promptLast', { age: ageIn(speech.locale, of.lastAt, now) })}</p>
        <p className="quiet">
          {until === null
            ? speech.say('promptElsewhere')
            : speech.say('promptUntil', { time: speech.time(until) })}
        </p>
      </div>
    </div>
  );
}
