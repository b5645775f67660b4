import { earlier, later, plusSeconds, type Instant } from '@rejoin/kernel';
import type { Connection } from './session';

/** A party that can have several connections (tabs): a customer in a conversation, or an agent at a desk. */
interface ConnectedParty {
  readonly lines: readonly Connection[];
  /** The latest time at which the party is known to have been connected. */
  readonly seenAt: Instant | null;
}

/** One connection was closed, or all connections of a gateway process were lost with it. */
export type LossCommand =
  | { readonly type: 'lose'; readonly connectionId: string; readonly elapsedMs: number }
  | { readonly type: 'sweep'; readonly incarnation: string; readonly lostAt: Instant };

export interface Loss {
  readonly connectionIds: readonly string[];
  readonly lostAt: Instant;
}

/**
 * Returns which connections are lost, and since when the party has not been seen. Returns null when it has none of
 * them. The connection whose loss is noticed last is not always the one that lived longest, for example when it was
 * half-open or when its gateway died. The loss is therefore never earlier than the latest time at which the party is
 * known to have been connected, and never later than now: the database's clock may have gone back since then.
 */
export function lossOf({ lines, seenAt }: ConnectedParty, command: LossCommand, now: Instant): Loss | null {
  const lost = lines.filter((connection) => isLost(connection, command));
  if (lost.length === 0) return null;
  const lastSeenAt = command.type === 'lose' ? plusSeconds(now, -command.elapsedMs / 1000) : command.lostAt;
  return {
    connectionIds: lost.map(({ id }) => id),
    lostAt: earlier(now, seenAt === null ? lastSeenAt : later(seenAt, lastSeenAt)),
  };
}

function isLost({ id, incarnation }: Connection, command: LossCommand): boolean {
  return command.type === 'lose' ? id === command.connectionId : incarnation === command.incarnation;
}

/** Adds a connection at the end, or puts it there in place of the one with the same id. */
export function withConnection<Joined extends Connection>(
  connections: readonly Joined[],
  connection: Joined,
): Joined[] {
  return [...without(connections, [connection.id]), connection];
}

export function without<Joined extends Connection>(
  connections: readonly Joined[],
  ids: readonly string[],
): Joined[] {
  return connections.filter(({ id }) => !ids.includes(id));
}
