import type { Envelope, Way } from '@rejoin/contracts';
import { factOf } from './story';

export type Tone = 'plain' | 'good' | 'away' | 'late' | 'quiet';

export interface Sentence {
  readonly words: string;
  readonly tone: Tone;
}

const ways: Readonly<Record<Way, string>> = {
  resume: 'by itself, in the same browser',
  link: 'by the link',
  prompt: 'by choosing to continue',
};

const says = (words: string, tone: Tone = 'plain'): Sentence => ({ words, tone });

/** A fact in the words of a person who watches. Unknown ones are named as they are: facts may be added. */
export function sentenceOf(envelope: Envelope): Sentence {
  const fact = factOf(envelope);
  switch (fact.type) {
    case 'ConversationStarted':
      return says(
        fact.data.signedIn ? 'A signed-in customer starts a chat' : 'A customer starts a chat',
        'good',
      );
    case 'MessageSent':
      return says(`${who(fact.data.agentId)} writes (${bytes(fact.data.bytes)})`);
    case 'NoteAdded':
      return says(`${name(fact.data.agentId)} writes a note that no customer sees`);
    case 'CustomerDisconnected':
      return says(
        `The customer’s line is lost, the last sign of life was at ${clock(fact.data.lostAt)}`,
        'away',
      );
    case 'CustomerReconnected':
      return says(
        `The customer is back, ${ways[fact.data.way]}${fact.data.newDevice ? ', on another device' : ''}`,
        'good',
      );
    case 'SessionTakenOver':
      return says(`The customer goes on elsewhere, ${ways[fact.data.way]}`, 'good');
    case 'ReconnectTimeExtended':
      return says(`The next time to return is made longer: ${span(fact.data.nextLimitSeconds)}`);
    case 'ReconnectLinkSent':
      return fact.data.agentId === null
        ? says('A new link to come back, instead of the used one')
        : says(`${name(fact.data.agentId)} sends a link to come back`);
    case 'ReconnectionWindowOpened':
      return says(`The customer can return until ${clock(fact.data.deadlineAt)}`, 'away');
    case 'ReconnectionWindowExtended':
      return says(`More time: the customer can return until ${clock(fact.data.deadlineAt)}`, 'away');
    case 'ReconnectRequested':
      return says(`The customer asks to come back, ${ways[fact.data.way]}`, 'quiet');
    case 'ReconnectAccepted':
      return says('The return is in time: the countdown ends', 'good');
    case 'ReconnectRejected':
      return says(`The return is refused: ${fact.data.because}`, 'late');
    case 'ReconnectExpired':
      return says('Too late: the time to return is over', 'late');
    case 'ConversationSealed':
      return says(`The chat is ended by the ${fact.data.by}`, 'late');
    case 'ConversationQueued':
      return says('The chat waits for an agent', 'quiet');
    case 'ConversationParked':
      return says('The chat waits for its customer, and is offered to nobody', 'quiet');
    case 'AgentAssigned':
      return says(`${name(fact.data.agentId)} gets the chat: ${units(fact.data.units)} taken`);
    case 'CapacityHeld':
      return says(`${name(fact.data.agentId)}’s slot is held for the customer`, 'away');
    case 'CapacityResumed':
      return says(`${name(fact.data.agentId)}’s slot is ordinary work again`, 'quiet');
    case 'CapacityReleased':
      return says(`${name(fact.data.agentId)}’s slot is free again`, 'quiet');
    case 'ConversationRequeued':
      return says(`The chat leaves ${name(fact.data.agentId)} and waits again`, 'away');
    case 'ConversationWrappedUp':
      return says(`${name(fact.data.agentId)} finishes notes`, 'quiet');
    case 'ConversationClosed':
      return says('The chat is closed', 'quiet');
    case 'AgentConnected':
      return says(`${name(fact.data.agentId)} is at the desk`);
    case 'AgentDisconnected':
      return says(
        `${name(fact.data.agentId)}’s line is lost: ${span(fact.data.graceSeconds)} of grace`,
        'away',
      );
    case 'AgentSignedOut':
      return says(`${name(fact.data.agentId)} signs out`, 'quiet');
    case 'AgentPresenceChanged':
      return says(`${name(fact.data.agentId)} is ${fact.data.presence.replaceAll('-', ' ')}`, 'quiet');
    case 'SignInsEnded':
      return says('Earlier sign-ins of an account hold no more', 'quiet');
    case 'DeadlineReached':
      return says(`An alarm rings: ${fact.data.kind}`, 'quiet');
    case 'WidgetChanged':
    case 'WorkstreamChanged':
    case 'AgentChanged':
    case 'QuickReplyChanged':
      return says(`Settings: ${envelope.family} ${envelope.subject}`, 'quiet');
    default:
      return says(envelope.type, 'quiet');
  }
}

/** Facts carry ids. Those of the demo's agents are their names in small letters. */
export function name(agentId: string): string {
  return agentId.charAt(0).toUpperCase() + agentId.slice(1);
}

function who(agentId: string | null): string {
  return agentId === null ? 'The customer' : name(agentId);
}

export function clock(instant: string): string {
  return new Date(instant).toLocaleTimeString('en-GB');
}

function span(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return [minutes > 0 ? `${minutes} min` : '', rest > 0 ? `${rest} s` : ''].filter(Boolean).join(' ');
}

function bytes(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`;
}

function units(count: number): string {
  return count === 1 ? 'one slot' : `${count} slots`;
}
