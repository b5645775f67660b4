import type { Entry, Snapshot } from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { WindowRules } from './session-connections';
import { linkPlaceholder, replaceReconnectSlug } from './reconnect-slug';
import type { Session } from './session';

export type Audience = 'customer' | 'agent';

/** What is shown beside the session itself. */
export interface SnapshotContext {
  readonly customerName: string | null;
  readonly context: Record<string, string> | null;
  readonly agentName: string | null;
  readonly rules: WindowRules & { readonly reconnection: boolean };
  readonly serverNow: Instant;
}

/** Where a conversation stands, as its customer or its agent may see it. */
export function snapshotOf(session: Session, context: SnapshotContext, audience: Audience): Snapshot {
  const { agentId } = session;
  return {
    conversationId: session.conversationId,
    widgetId: session.widgetId,
    workstreamId: session.workstreamId,
    rev: session.rev,
    state: session.state,
    reason: session.reason,
    agent:
      agentId === null ? null : { agentId, name: context.agentName ?? '', connected: !session.agentLost },
    customer: {
      name: context.customerName,
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
    serverNow: context.serverNow,
  };
}

/** The time that runs while the customer is away. */
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

/** A stored line with its link's id, before anybody's eyes. */
export type StoredEntry = Omit<Entry, 'link'> & { readonly linkId: string | null };

/** Which supervisor it was is for the support side. */
function paramsFor(params: Entry['params'], audience: Audience, name: string | undefined): Entry['params'] {
  const { accountId, ...shown } = params;
  return {
    ...shown,
    ...(accountId === undefined || audience === 'customer' ? {} : { accountId }),
    ...(name === undefined ? {} : { name }),
  };
}

/**
 * A line as its reader may see it: internal ones are hidden from customers but keep their seq; a link's address
 * is for its customer only, agents see the placeholder.
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
