import type { Entry, Snapshot, Visit } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { WindowRules } from './session-connections';
import { linkPlaceholder, replaceReconnectSlug } from './reconnect-slug';
import type { Session } from './session';

export type Audience = 'customer' | 'agent';

/** Data that a snapshot shows in addition to the session. */
export interface SnapshotContext {
  readonly customerName: string | null;
  readonly context: Record<string, string> | null;
  readonly visit: Visit | null;
  readonly givenName: string | null;
  readonly isRenamed: boolean;
  readonly agentName: string | null;
  readonly rules: WindowRules & { readonly reconnection: boolean };
  readonly serverNow: Instant;
}

/** Returns the state of a conversation as its customer or its agent may see it. */
export function snapshotOf(session: Session, context: SnapshotContext, audience: Audience): Snapshot {
  return {
    conversationId: session.conversationId,
    widgetId: session.widgetId,
    workstreamId: session.workstreamId,
    rev: session.rev,
    state: session.state,
    reason: session.reason,
    agent: shownAgent(session, context.agentName, audience),
    customer: {
      // Customers see the name that they gave, not what an agent made of it.
      name: audience === 'customer' && context.isRenamed ? context.givenName : context.customerName,
      status: session.status,
      epoch: session.epoch,
      lostAt: session.lostAt,
    },
    window: windowOf(session),
    slotHeld: session.slotHeld,
    ahead: {
      nextLimitSeconds: session.nextLimitSeconds ?? context.rules.limitSeconds,
      extensionsLeft: Math.max(0, context.rules.extension.times - session.extensionsAhead),
      extensionSeconds: context.rules.extension.seconds,
      reconnection: context.rules.reconnection,
    },
    ended: session.sealed,
    lastSeq: session.lastSeq,
    locale: session.locale,
    context: audience === 'agent' ? context.context : null,
    ...(audience === 'agent' ? { visit: context.visit } : {}),
    ...(audience === 'agent' && context.isRenamed ? { givenName: context.givenName } : {}),
    serverNow: context.serverNow,
  };
}

/**
 * Returns the agent of a conversation. An agent who has never opened a desk has no name here. The support side then sees
 * the id, as in all its lists (`HistoryStore` has the same rule in SQL), and customers see an empty name.
 */
export function shownAgent(
  { agentId, agentLost }: Session,
  name: string | null,
  audience: Audience,
): Snapshot['agent'] {
  if (agentId === null) return null;
  return { agentId, name: name ?? (audience === 'customer' ? '' : agentId), connected: !agentLost };
}

/** Returns the window that is open while the customer is away. */
export function windowOf({ window }: Session): Snapshot['window'] {
  return (
    window && {
      epoch: window.epoch,
      kind: window.kind,
      deadlineAt: window.deadlineAt,
      limitSeconds: window.limitSeconds,
      extensionsLeft: window.extensionsLeft,
      extensionSeconds: window.extension.seconds,
    }
  );
}

/** A transcript entry as it is stored, with the id of its link. */
export type StoredEntry = Omit<Entry, 'link'> & { readonly linkId: string | null };

/** Only the support side may see which supervisor acted. */
function paramsFor(params: Entry['params'], audience: Audience, name: string | undefined): Entry['params'] {
  const { accountId, ...shown } = params;
  return {
    ...shown,
    ...(accountId === undefined || audience === 'customer' ? {} : { accountId }),
    ...(name === undefined ? {} : { name }),
  };
}

/**
 * Returns an entry as its reader may see it. Customers get internal entries as `hidden`, with their seq only. The
 * address of a link is shown to its customer, and agents see the placeholder.
 */
export function entryFor(
  stored: StoredEntry,
  audience: Audience,
  names: ReadonlyMap<string, string>,
  linkUrl: (linkId: string) => string | null,
): Entry {
  const { linkId, ...entry } = stored;
  if (audience === 'customer' && entry.visibility === 'internal') {
    return {
      ...entry,
      kind: 'hidden',
      agentId: null,
      clientId: null,
      text: null,
      code: null,
      params: {},
      link: null,
    };
  }
  const name = entry.agentId === null ? undefined : names.get(entry.agentId);
  const params = paramsFor(entry.params, audience, name);
  const url = audience === 'customer' && linkId !== null ? linkUrl(linkId) : null;
  const text =
    linkId === null || entry.text === null
      ? entry.text
      : replaceReconnectSlug(entry.text, url ?? linkPlaceholder);
  return { ...entry, params, text, link: linkId === null ? null : { linkId, url } };
}
