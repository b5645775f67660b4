import type { VNode } from 'preact';
import type { Chat, Phase } from '../view';
import type { Speech } from '../words/speech';
import { Avatar } from './avatar';
import { downIcon, Icon } from './icons';
import { useSurroundings } from './surroundings';

interface HeaderOf {
  readonly phase: Phase;
  readonly lost: boolean;
  askToEnd(): void;
}

/** The head of the panel: the agent, the state of the connection, and the menu. */
export function Header({ phase, lost, askToEnd }: HeaderOf): VNode {
  const { speech, actions, later } = useSurroundings();
  const chat = phase.name === 'chat' ? phase : null;
  const agent = chat?.agent ?? null;
  return (
    <div className="head">
      <Avatar name={agent?.name ?? null} {...(agent && { present: agent.connected && !lost })} />
      <div className="who">
        <h2 id="rejoin-title" tabIndex={-1}>
          {agent?.name ?? speech.say('chat')}
        </h2>
        {chat && <p>{standing(chat, lost, speech)}</p>}
      </div>
      {later && <later.Menu phase={phase} askToEnd={askToEnd} />}
      <button
        type="button"
        className="tool"
        aria-label={speech.say('minimise')}
        title={speech.say('minimise')}
        onClick={() => actions.close()}
      >
        <Icon of={downIcon} />
      </button>
    </div>
  );
}

function standing(chat: Chat, lost: boolean, speech: Speech): string {
  const { agent, agentIsTyping, wasLive } = chat;
  if (lost) return speech.say(wasLive ? 'reconnectingShort' : 'connectingShort');
  if (!agent) return speech.say('waiting');
  if (agentIsTyping) return speech.say('isTyping', { name: agent.name });
  return speech.say(agent.connected ? 'agentHere' : 'agentAway');
}
