import type { AgentSessionFact } from '@rejoin/contracts';
import { isDue, plusSeconds, refuse, type Decider, type Decision, type Instant } from '@rejoin/kernel';
import { lossOf, without, withConnection, type Loss, type LossCommand } from './connections';
import { maxConnections, type Connection } from './session';

/**
 * A connection of an agent, with the name of its device and its start. Connections of older gateways have no start.
 */
export interface DeskConnection extends Connection {
  readonly device?: string;
  readonly since?: Instant;
}

/**
 * The presence of an agent, who can have several connections (tabs). Each return gets a new epoch, as a customer's
 * does.
 */
export interface Desk {
  readonly agentId: string;
  readonly epoch: number;
  readonly lines: readonly DeskConnection[];
  readonly status: 'connected' | 'lost' | 'away' | 'signed-out';
  /** The latest time at which the agent is known to have been connected. */
  readonly seenAt: Instant | null;
  readonly lostAt: Instant | null;
  readonly promoteAt: Instant | null;
}

export type DeskEvent =
  | AgentSessionFact
  | {
      readonly type: 'DeskConnectionJoined';
      readonly data: { readonly connection: DeskConnection; readonly at: Instant };
    }
  | { readonly type: 'DeskConnectionsLost'; readonly data: Loss };

export type DeskCommand =
  | { readonly type: 'join'; readonly connection: DeskConnection }
  | LossCommand
  | { readonly type: 'promote'; readonly graceSeconds: number }
  | {
      readonly type: 'sign-out';
      /** The connection that sends the request. It must still belong to the desk. */
      readonly connectionId?: string;
    };

/** A page reload takes less time than this. Routing and the customers are notified of a longer loss. */
const deskDebounceSeconds = 3;

export const signedOutDesk = (agentId: string): Desk => ({
  agentId,
  epoch: 0,
  lines: [],
  status: 'signed-out',
  seenAt: null,
  lostAt: null,
  promoteAt: null,
});

/** A command together with the database's time, which is read while the desk's row is locked. */
export interface TimedDeskCommand {
  readonly command: DeskCommand;
  readonly now: Instant;
}

export const deskDecider: Decider<Desk, TimedDeskCommand, DeskEvent> = {
  decide: (desk, { command, now }) => decideDesk(desk, command, now),
  evolve: evolveDesk,
};

export function decideDesk(desk: Desk, command: DeskCommand, now: Instant): Decision<DeskEvent> {
  switch (command.type) {
    case 'join': {
      if (desk.lines.length >= maxConnections) return refuse('too-many');
      const joined: DeskEvent = {
        type: 'DeskConnectionJoined',
        data: { connection: command.connection, at: now },
      };
      // The agent returned within the debounce. No one was notified of the loss, so no one is notified of the return.
      if (desk.status === 'connected' || desk.status === 'lost') return [joined];
      return [
        { type: 'AgentConnected', data: { agentId: desk.agentId, epoch: desk.epoch + 1, at: now } },
        joined,
      ];
    }
    case 'lose':
    case 'sweep': {
      const loss = lossOf(desk, command, now);
      return loss ? [{ type: 'DeskConnectionsLost', data: loss }] : [];
    }
    case 'promote':
      if (
        desk.status !== 'lost' ||
        desk.lostAt === null ||
        desk.promoteAt === null ||
        !isDue(desk.promoteAt, now)
      )
        return [];
      return [
        {
          type: 'AgentDisconnected',
          data: {
            agentId: desk.agentId,
            epoch: desk.epoch,
            lostAt: desk.lostAt,
            graceSeconds: command.graceSeconds,
          },
        },
      ];
    case 'sign-out':
      if (desk.status === 'signed-out') return [];
      if (command.connectionId !== undefined && desk.lines.every(({ id }) => id !== command.connectionId))
        return refuse('unavailable');
      return [{ type: 'AgentSignedOut', data: { agentId: desk.agentId, epoch: desk.epoch, at: now } }];
  }
}

export function evolveDesk(desk: Desk, event: DeskEvent): Desk {
  switch (event.type) {
    case 'AgentConnected':
      return { ...desk, epoch: event.data.epoch };
    case 'DeskConnectionJoined':
      return {
        ...desk,
        status: 'connected',
        seenAt: event.data.at,
        lostAt: null,
        promoteAt: null,
        lines: withConnection(desk.lines, { ...event.data.connection, since: event.data.at }),
      };
    case 'DeskConnectionsLost': {
      const { connectionIds, lostAt } = event.data;
      const connections = without(desk.lines, connectionIds);
      const remaining = { ...desk, lines: connections, seenAt: lostAt };
      if (connections.length > 0 || desk.status === 'signed-out') return remaining;
      return { ...remaining, status: 'lost', lostAt, promoteAt: plusSeconds(lostAt, deskDebounceSeconds) };
    }
    case 'AgentDisconnected':
      return { ...desk, status: 'away', promoteAt: null };
    case 'AgentSignedOut':
      return { ...desk, status: 'signed-out', lines: [], lostAt: null, promoteAt: null };
  }
}

/**
 * Returns the agent's devices other than the one with this connection. A device with several tabs counts once, from
 * its first tab on.
 */
export function otherDevices(
  connections: readonly DeskConnection[],
  connectionId: string,
): { since: Instant }[] {
  const deviceOf = ({ id, device }: DeskConnection): string => device ?? id;
  const own = connections.find(({ id }) => id === connectionId);
  if (!own) return [];
  const devices = new Map<string, Instant>();
  // Connections are stored in the order in which they joined.
  for (const connection of connections) {
    if (
      connection.since === undefined ||
      deviceOf(connection) === deviceOf(own) ||
      devices.has(deviceOf(connection))
    )
      continue;
    devices.set(deviceOf(connection), connection.since);
  }
  return [...devices.values()].map((since) => ({ since }));
}

/** Returns whether the agent's other connections must update their list of devices. */
export function concernsOtherDevices(desk: Desk, events: readonly DeskEvent[]): boolean {
  return desk.lines.length > (events.some(({ type }) => type === 'DeskConnectionsLost') ? 0 : 1);
}
