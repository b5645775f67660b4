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
import { noOutages, compensationSeconds } from './outage';
import { evolve, sealedRefusal, claimantResult, type Reconnection } from './reconnection';
import { extensionOf, isOpen, isOver, isOverdue, termsOf, type OpenWindow } from './window';

type Facts = readonly ReconnectionFact[];

/**
 * Decides who wins a reconnection window: the return, the deadline or an end. It also decides extensions.
 *
 * Invariants: each window has exactly one outcome, and a sealed conversation accepts no return. A command that meets an
 * overdue window expires it first, so that no outcome depends on a running timer. When an outage of this service
 * overlapped the deadline, the deadline is first moved by the length of the outage.
 *
 * Concurrency: the caller holds the lock of the conversation's row and reads the time after it has the lock. The decider
 * itself is pure. `answer.ts` derives the answer to the caller from the new state.
 */
export const reconnection: Decider<Reconnection, Timed<Command>, ReconnectionFact> = { decide, evolve };

function decide(state: Reconnection, command: Timed<Command>): Decision<ReconnectionFact> {
  if (command.type === 'expire' && command.outages?.ongoingSince) return [];
  const extensions = compensateOutage(state, command);
  const decision = decideOn(extensions.reduce(evolve, state), command);
  return isRefused(decision) ? decision : [...extensions, ...decision];
}

/** Returns the instant that is compared with the deadline: for a request, when it was recorded, but at most now. */
function requestedAt(command: Timed<Command>): Instant {
  const { now } = command;
  const recorded = command.type === 'request' ? (command.askedAt ?? now) : now;
  return recorded < now ? recorded : now;
}

/** Extends a window that is overdue because of an outage of this service, before anything else is decided. */
function compensateOutage({ window }: Reconnection, command: Timed<Command>): Facts {
  if (!isOverdue(window, requestedAt(command))) return [];
  const { conversationId, now: at, outages = noOutages } = command;
  const seconds = compensationSeconds(window.deadlineAt, outages, at);
  if (seconds === 0) return [];
  const { epoch, extensionsLeft } = window;
  const deadlineAt = plusSeconds(window.deadlineAt, seconds);
  // The outage was longer than the maximum extension, so the window stays overdue.
  if (isDue(deadlineAt, requestedAt(command))) return [];
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
 * Opens a window, unless one is open, the epoch already has an outcome, or the conversation is sealed. An overdue window
 * expires instead.
 */
function open({ sealed, window }: Reconnection, command: Timed<Open | Request>): Facts {
  if (isOverdue(window, requestedAt(command))) return [expired(window, command)];
  if (sealed || isOpen(window) || (window && command.epoch <= window.epoch)) return [];
  const { conversationId, epoch, workstreamId, terms } = command;
  const data = { conversationId, workstreamId, epoch, ...termsOf(terms) };
  return [{ type: 'ReconnectionWindowOpened', data }];
}

/** A request that arrives before its disconnect opens the window itself. The disconnect then changes nothing. */
function request(state: Reconnection, command: Timed<Request>): Facts {
  const { conversationId, epoch, way, claim, now: at } = command;
  const requested: ReconnectionFact = {
    type: 'ReconnectRequested',
    data: { conversationId, epoch, way, at },
  };
  if (isOverdue(state.window, requestedAt(command))) return [requested, expired(state.window, command)];

  const opened = open(state, command);
  const opening = [...opened, ...compensateOutage(opened.reduce(evolve, state), command)];
  const after = opening.reduce(evolve, state);
  const standing = claimantResult(after, command);
  if (standing === null) {
    if (isOverdue(after.window, requestedAt(command)))
      return [...opening, requested, expired(after.window, command)];
    // The decision comes after the deadline, so the fact records that the request came before it.
    const recorded = isOverdue(after.window, at) ? { askedAt: requestedAt(command) } : {};
    const data = { conversationId, epoch, nextEpoch: epoch + 1, way, claim, ...recorded, at };
    return [...opening, requested, { type: 'ReconnectAccepted', data }];
  }
  if (!isRefused(standing) || state.rejected.includes(standing.refused)) return [];
  const data = { conversationId, epoch, way, because: standing.refused, at };
  return [requested, { type: 'ReconnectRejected', data }];
}

function extend({ sealed, window }: Reconnection, command: Timed<Extend>): Decision<ReconnectionFact> {
  if (isOverdue(window, command.now)) return [expired(window, command)];
  if (sealed) return sealedRefusal(sealed);
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
