import type { ReconnectionFact } from '@rejoin/contracts';
import {
  isDue,
  isRefused,
  plusSeconds,
  refuse,
  type Decider,
  type Decision,
  type Instant,
} from '@rejoin/kernel';
import type { Command, Extend, Open, Request, Seal, Timed } from './command';
import { noOutages, secondsLost } from './outage';
import { evolve, over, standingOf, type Reconnection } from './reconnection';
import { extensionOf, isOpen, isOver, isOverdue, termsOf, type OpenWindow } from './window';

type Facts = readonly ReconnectionFact[];

/**
 * Decides return, expiry, end and extension of one conversation. Whatever touches a window whose deadline has
 * come expires it first, so that no outcome depends on the timer being alive; but an outage of ours that met the
 * deadline moves it before. What the asker is told is read from the state that follows: see `answer.ts`.
 */
export const reconnection: Decider<Reconnection, Timed<Command>, ReconnectionFact> = { decide, evolve };

function decide(state: Reconnection, command: Timed<Command>): Decision<ReconnectionFact> {
  if (command.type === 'expire' && command.outages?.since) return [];
  const moved = makeUp(state, command);
  const decision = decideOn(moved.reduce(evolve, state), command);
  return isRefused(decision) ? decision : [...moved, ...decision];
}

/** When a command counts as asked. A request counts from when it was recorded, but never from the future. */
function askedAt(command: Timed<Command>): Instant {
  const { now } = command;
  const recorded = command.type === 'request' ? (command.askedAt ?? now) : now;
  return recorded < now ? recorded : now;
}

/** An outage of ours eats no window: what is overdue because of one is moved before anything else is decided. */
function makeUp({ window }: Reconnection, command: Timed<Command>): Facts {
  if (!isOverdue(window, askedAt(command))) return [];
  const { conversationId, now: at, outages = noOutages } = command;
  const seconds = secondsLost(window, outages, at);
  if (seconds === 0) return [];
  const { epoch, extensionsLeft } = window;
  const deadlineAt = plusSeconds(window.deadlineAt, seconds);
  // An outage that was longer than what is given back.
  if (isDue(deadlineAt, askedAt(command))) return [];
  const data = { conversationId, epoch, deadlineAt, by: 'system', seconds, extensionsLeft } as const;
  return [{ type: 'ReconnectionWindowExtended', data: { ...data, request: `outage-${at}`, at } }];
}

function decideOn(state: Reconnection, command: Timed<Command>): Decision<ReconnectionFact> {
  switch (command.type) {
    case 'open':
      return open(state, command);
    case 'request':
      return request(state, command);
    case 'extend':
      return extend(state, command);
    case 'seal':
      return seal(state, command);
    case 'expire':
      return isOverdue(state.window, command.now) ? [expired(state.window, command)] : [];
  }
}

/**
 * An epoch that was decided never opens again, and nothing opens beside an open window: only an accepted
 * return makes a newer epoch.
 */
function open({ sealed, window }: Reconnection, command: Timed<Open | Request>): Facts {
  if (isOverdue(window, askedAt(command))) return [expired(window, command)];
  if (sealed || isOpen(window) || (window && command.epoch <= window.epoch)) return [];
  const { conversationId, epoch, workstreamId, terms } = command;
  const data = { conversationId, workstreamId, epoch, ...termsOf(terms) };
  return [{ type: 'ReconnectionWindowOpened', data }];
}

/** A request that overtakes its disconnect opens the window itself; the disconnect then finds it decided. */
function request(state: Reconnection, command: Timed<Request>): Facts {
  const { conversationId, epoch, way, claim, now: at } = command;
  const asked: ReconnectionFact = { type: 'ReconnectRequested', data: { conversationId, epoch, way, at } };
  if (isOverdue(state.window, askedAt(command))) return [asked, expired(state.window, command)];

  const opened = open(state, command);
  const opening = [...opened, ...makeUp(opened.reduce(evolve, state), command)];
  const after = opening.reduce(evolve, state);
  const standing = standingOf(after, command);
  if (standing === null) {
    if (isOverdue(after.window, askedAt(command))) return [...opening, asked, expired(after.window, command)];
    // Decided after the deadline: the fact says that it was asked before.
    const recorded = isOverdue(after.window, at) ? { askedAt: askedAt(command) } : {};
    const data = { conversationId, epoch, nextEpoch: epoch + 1, way, claim, ...recorded, at };
    return [...opening, asked, { type: 'ReconnectAccepted', data }];
  }
  if (!isRefused(standing) || state.rejected.includes(standing.refused)) return [];
  const data = { conversationId, epoch, way, because: standing.refused, at };
  return [asked, { type: 'ReconnectRejected', data }];
}

function extend({ sealed, window }: Reconnection, command: Timed<Extend>): Decision<ReconnectionFact> {
  if (isOverdue(window, command.now)) return [expired(window, command)];
  if (sealed) return over(sealed);
  if (!isOpen(window) || window.epoch !== command.epoch) return refuse('no-window');
  if (window.extendedBy.includes(command.request)) return [];
  const seconds = extensionOf(window);
  if (seconds === 0) return refuse('no-extension-left');
  const { conversationId, epoch, by, accountId, request, now: at } = command;
  const deadlineAt = plusSeconds(window.deadlineAt, seconds);
  const extensionsLeft = window.extensionsLeft - 1;
  const data = { conversationId, epoch, deadlineAt, by, accountId, seconds, extensionsLeft, request, at };
  return [{ type: 'ReconnectionWindowExtended', data }];
}

function seal({ sealed, window }: Reconnection, command: Timed<Seal>): Decision<ReconnectionFact> {
  if (sealed) return [];
  if (isOverdue(window, command.now)) return [expired(window, command)];
  const { conversationId, by, accountId, agentId, reason, awayEpoch, now: at } = command;
  if (awayEpoch && isOver(window, awayEpoch)) return refuse('no-window');
  const endedEpoch = isOpen(window) ? window.epoch : null;
  const data = { conversationId, by, accountId, agentId, reason, endedEpoch, at };
  return [{ type: 'ConversationSealed', data }];
}

function expired({ epoch, kind, deadlineAt }: OpenWindow, command: Timed<Command>): ReconnectionFact {
  const { conversationId, now: at } = command;
  const by = command.type === 'expire' ? 'timer' : 'late-request';
  return { type: 'ReconnectExpired', data: { conversationId, epoch, kind, deadlineAt, by, at } };
}
