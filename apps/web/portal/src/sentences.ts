import type { Envelope, Fact, Way } from '@rejoin/contracts';
import { formatsOf } from '../../kit/formats';
import { factOf } from './story';

export type Tone = 'plain' | 'good' | 'away' | 'late' | 'quiet';

export interface Sentence {
  readonly words: string;
  readonly tone: Tone;
}

const ways: Readonly<Record<Way, string>> = {
  resume: 'in the same browser',
  link: 'using the link',
  prompt: 'using the prompt',
};

const { duration } = formatsOf('en-GB');
const says = (words: string, tone: Tone = 'plain'): Sentence => ({ words, tone });

/** A fact as a sentence for people. An unknown fact is shown by its name, because releases can add facts. */
export function sentenceOf(envelope: Envelope): Sentence {
  const fact = factOf(envelope);
  return ofChat(fact) ?? ofWindow(fact) ?? ofAssignment(fact) ?? ofAgent(fact) ?? ofOther(fact, envelope);
}

/** What happens between a customer and the agents. */
function ofChat(fact: Fact): Sentence | undefined {
  switch (fact.type) {
    case 'ConversationStarted':
      return says(
        fact.data.signedIn ? 'Signed-in customer started a chat' : 'Customer started a chat',
        'good',
      );
    case 'MessageSent':
      return says(`${who(fact.data.agentId)} sent a message (${bytes(fact.data.bytes)})`);
    case 'NoteAdded':
      return says(`${name(fact.data.agentId)} added an internal note`);
    case 'CustomerDisconnected':
      return says(`Customer disconnected (last seen ${clock(fact.data.lostAt)})`, 'away');
    case 'CustomerReconnected':
      return says(
        `Customer reconnected ${ways[fact.data.way]}${fact.data.newDevice ? ', on another device' : ''}`,
        'good',
      );
    case 'SessionTakenOver':
      return says(`Customer continued on another device ${ways[fact.data.way]}`, 'good');
    case 'ReconnectTimeExtended':
      return says(`Reconnect limit extended to ${duration(fact.data.nextLimitSeconds)}`);
    case 'ReconnectLinkSent':
      return fact.data.agentId === null
        ? says('New reconnect link replaced the used one')
        : says(`${name(fact.data.agentId)} sent a reconnect link`);
    case 'ConversationErased':
      return says('Messages of the conversation erased', 'quiet');
    case 'ConversationDeleted':
      return says('Records of the conversation deleted', 'quiet');
    case 'CustomerBlocked':
      return says(
        fact.data.until === null ? 'Customer blocked' : `Customer blocked until ${clock(fact.data.until)}`,
        'late',
      );
    case 'CustomerUnblocked':
      return says('Customer unblocked', 'quiet');
    default:
      return undefined;
  }
}

/** What becomes of a customer who has disconnected. */
function ofWindow(fact: Fact): Sentence | undefined {
  switch (fact.type) {
    case 'ReconnectionWindowOpened':
      return says(`Customer can reconnect until ${clock(fact.data.deadlineAt)}`, 'away');
    case 'ReconnectionWindowExtended':
      return says(`Reconnect time extended until ${clock(fact.data.deadlineAt)}`, 'away');
    case 'ReconnectRequested':
      return says(`Customer asked to reconnect ${ways[fact.data.way]}`, 'quiet');
    case 'ReconnectAccepted':
      return says('Customer reconnected in time', 'good');
    case 'ReconnectRejected':
      return says(`Reconnect refused: ${fact.data.because}`, 'late');
    case 'ReconnectExpired':
      return says('Reconnect time limit expired', 'late');
    case 'ConversationSealed':
      return says(`Conversation ended by ${fact.data.by}`, 'late');
    default:
      return undefined;
  }
}

/** Which agent has the conversation. */
function ofAssignment(fact: Fact): Sentence | undefined {
  switch (fact.type) {
    case 'ConversationQueued':
      return says('Conversation waiting in queue', 'quiet');
    case 'ConversationParked':
      return says('Conversation not assigned until the customer reconnects', 'quiet');
    case 'ConversationOffered':
      return says(
        `Conversation offered to ${name(fact.data.agentId)} until ${clock(fact.data.until)} (${units(fact.data.units)})`,
      );
    case 'OfferEnded':
      return says(`${name(fact.data.agentId)}’s offer ended: ${fact.data.outcome}`, 'quiet');
    case 'AgentAssigned':
      return says(`Conversation assigned to ${name(fact.data.agentId)} (${units(fact.data.units)})`);
    case 'CapacityHeld':
      return says(`${name(fact.data.agentId)}’s capacity on hold for the customer`, 'away');
    case 'CapacityResumed':
      return says(`${name(fact.data.agentId)}’s capacity hold released`, 'quiet');
    case 'CapacityReleased':
      return says(`${name(fact.data.agentId)}’s capacity released`, 'quiet');
    case 'ConversationRequeued':
      return says(`Conversation returned to queue from ${name(fact.data.agentId)}`, 'away');
    case 'ConversationWrappedUp':
      return says(`Conversation moved to wrap-up (${name(fact.data.agentId)})`, 'quiet');
    case 'ConversationClosed':
      return says('Conversation closed', 'quiet');
    default:
      return undefined;
  }
}

/** Whether an agent is there. */
function ofAgent(fact: Fact): Sentence | undefined {
  switch (fact.type) {
    case 'AgentConnected':
      return says(`${name(fact.data.agentId)} connected`);
    case 'AgentDisconnected':
      return says(
        `${name(fact.data.agentId)} disconnected (grace period ${duration(fact.data.graceSeconds)})`,
        'away',
      );
    case 'AgentSignedOut':
      return says(`${name(fact.data.agentId)} signed out`, 'quiet');
    case 'AgentPresenceChanged':
      return says(
        `${name(fact.data.agentId)} set presence to ${fact.data.presence.replaceAll('-', ' ')}`,
        'quiet',
      );
    case 'SignInsEnded':
      return says('Earlier sign-ins of an account ended', 'quiet');
    default:
      return undefined;
  }
}

/** A deadline, a setting, or a fact that this release does not know. */
function ofOther(fact: Fact, { family, subject, type }: Envelope): Sentence {
  switch (fact.type) {
    case 'DeadlineReached':
      return says(`Deadline reached: ${fact.data.kind}`, 'quiet');
    case 'WidgetChanged':
    case 'WorkstreamChanged':
    case 'AgentChanged':
    case 'QuickReplyChanged':
      return says(`Settings changed: ${family} ${subject}`, 'quiet');
    default:
      return says(type, 'quiet');
  }
}

/** Facts contain ids. The ids of the demo's agents are their names in lower case. */
export function name(agentId: string): string {
  return agentId.charAt(0).toUpperCase() + agentId.slice(1);
}

function who(agentId: string | null): string {
  return agentId === null ? 'Customer' : name(agentId);
}

export function clock(instant: string): string {
  return new Date(instant).toLocaleTimeString('en-GB');
}

function bytes(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`;
}

function units(count: number): string {
  return count === 1 ? '1 unit' : `${count} units`;
}
