import { Badge } from './badge';
import { name } from './sentences';
import { factOf, type DeviceName, type Story } from './story';

interface Props {
  story: Story;
  device: DeviceName;
}

/** A drawing of the connection between customer and agent, with messages that move along it. */
export function Wire({ story, device }: Props) {
  const { chat, connections } = story;
  const agent = chat?.agentId ? name(chat.agentId) : 'No agent';
  const state = stateOf(story, device);
  const last = story.facts.findLast((fact) => factOf(fact).type === 'MessageSent');
  const from =
    last && last.subject === chat?.conversationId && state === 'whole' ? senderOf(last) : undefined;
  return (
    <section class="wire" data-state={state} aria-label="Connection">
      <div class="end">
        <span class="knob" aria-hidden="true" />
        <strong>Customer</strong>
        <span>{connections[device] === 'cut' ? `${device}, disconnected` : device}</span>
      </div>
      <div class="cord">
        {from && <span key={last?.id} class="pulse" data-from={from} />}
        <Badge story={story} state={state} agent={agent} />
      </div>
      <div class="end">
        <span class="knob" aria-hidden="true" />
        <strong>{chat ? agent : 'Agent'}</strong>
        <span>{whereabouts(chat)}</span>
      </div>
    </section>
  );
}

function whereabouts(chat: Story['chat']): string {
  if (!chat || (chat.phase === 'over' && chat.slotFree)) return 'at the desk';
  if (chat.phase === 'over') return 'in wrap-up';
  if (chat.held) return 'capacity on hold';
  return chat.agentId === null ? 'waiting in queue' : 'in the chat';
}

export type WireState = 'idle' | 'whole' | 'lost' | 'away' | 'over';

function stateOf({ chat, connections }: Story, device: DeviceName): WireState {
  if (!chat) return connections[device] === 'cut' ? 'lost' : 'idle';
  if (chat.phase === 'over') return 'over';
  if (chat.phase === 'away') return 'away';
  return connections[device] === 'cut' ? 'lost' : 'whole';
}

function senderOf(message: Story['facts'][number]): 'customer' | 'agent' {
  const fact = factOf(message);
  return fact.type === 'MessageSent' && fact.data.sender === 'agent' ? 'agent' : 'customer';
}
