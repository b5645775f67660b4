import type { AgentSessionFact } from '@rejoin/contracts';
import { isDue, later, plusSeconds, refuse, type Decider, type Decision, type Instant } from '@rejoin/kernel';
import { maxLines, type Line } from './session';

/** An agent's line, what its device calls itself, and since when it is open (unknown of an older gateway's). */
export interface DeskLine extends Line {
  readonly device?: string;
  readonly since?: Instant;
}

/** An agent's presence at any number of desks (tabs), numbered like a customer's by an epoch. */
export interface Desk {
  readonly agentId: string;
  readonly epoch: number;
  readonly lines: readonly DeskLine[];
  readonly status: 'connected' | 'lost' | 'away' | 'signed-out';
  /** The latest proof of life, as of a session. */
  readonly seenAt: Instant | null;
  readonly lostAt: Instant | null;
  readonly promoteAt: Instant | null;
}

export type DeskEvent =
  | AgentSessionFact
  | { readonly type: 'DeskFound'; readonly data: { readonly line: DeskLine; readonly at: Instant } }
  | {
      readonly type: 'DesksLost';
      readonly data: { readonly lineIds: readonly string[]; readonly lostAt: Instant };
    };

export type DeskCommand =
  | { readonly type: 'join'; readonly line: DeskLine }
  | { readonly type: 'lose'; readonly lineId: string; readonly elapsedMs: number }
  | { readonly type: 'sweep'; readonly incarnation: string; readonly lostAt: Instant }
  | { readonly type: 'promote'; readonly graceSeconds: number }
  | {
      readonly type: 'sign-out';
      /** The connection that asks, which must still be at the desk. */
      readonly lineId?: string;
    };

/** A desk's page refresh takes less; a longer loss is told to routing and to the customers. */
const deskDebounceSeconds = 3;

export const absentDesk = (agentId: string): Desk => ({
  agentId,
  epoch: 0,
  lines: [],
  status: 'signed-out',
  seenAt: null,
  lostAt: null,
  promoteAt: null,
});

/** A command and the database's clock under the desk's row lock. */
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
      if (desk.lines.length >= maxLines) return refuse('too-many');
      const found: DeskEvent = { type: 'DeskFound', data: { line: command.line, at: now } };
      // Back within the debounce: nobody was told of the loss, so nobody is told of the return.
      if (desk.status === 'connected' || desk.status === 'lost') return [found];
      return [
        { type: 'AgentConnected', data: { agentId: desk.agentId, epoch: desk.epoch + 1, at: now } },
        found,
      ];
    }
    case 'lose':
      return lose(desk, [command.lineId], plusSeconds(now, -command.elapsedMs / 1000));
    case 'sweep':
      return lose(
        desk,
        desk.lines.filter((line) => line.incarnation === command.incarnation).map((line) => line.id),
        command.lostAt,
      );
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
      if (command.lineId !== undefined && desk.lines.every(({ id }) => id !== command.lineId))
        return refuse('unavailable');
      return [{ type: 'AgentSignedOut', data: { agentId: desk.agentId, epoch: desk.epoch, at: now } }];
  }
}

function lose(desk: Desk, lineIds: readonly string[], heardOfAt: Instant): Decision<DeskEvent> {
  const known = lineIds.filter((id) => desk.lines.some((line) => line.id === id));
  const lostAt = desk.seenAt === null ? heardOfAt : later(desk.seenAt, heardOfAt);
  return known.length === 0 ? [] : [{ type: 'DesksLost', data: { lineIds: known, lostAt } }];
}

export function evolveDesk(desk: Desk, event: DeskEvent): Desk {
  switch (event.type) {
    case 'AgentConnected':
      return { ...desk, epoch: event.data.epoch };
    case 'DeskFound':
      return {
        ...desk,
        status: 'connected',
        seenAt: event.data.at,
        lostAt: null,
        promoteAt: null,
        lines: [
          ...desk.lines.filter(({ id }) => id !== event.data.line.id),
          { ...event.data.line, since: event.data.at },
        ],
      };
    case 'DesksLost': {
      const lines = desk.lines.filter((line) => !event.data.lineIds.includes(line.id));
      const { lostAt } = event.data;
      const left = { ...desk, lines, seenAt: lostAt };
      if (lines.length > 0 || desk.status === 'signed-out') return left;
      return { ...left, status: 'lost', lostAt, promoteAt: plusSeconds(lostAt, deskDebounceSeconds) };
    }
    case 'AgentDisconnected':
      return { ...desk, status: 'away', promoteAt: null };
    case 'AgentSignedOut':
      return { ...desk, status: 'signed-out', lines: [], lostAt: null, promoteAt: null };
  }
}

/** The agent's other devices, seen from one of their lines. A device with several tabs is one, since its first. */
export function otherDevices(lines: readonly DeskLine[], lineId: string): { since: Instant }[] {
  const deviceOf = ({ id, device }: DeskLine): string => device ?? id;
  const own = lines.find(({ id }) => id === lineId);
  if (!own) return [];
  const devices = new Map<string, Instant>();
  // In the order in which they joined.
  for (const line of lines) {
    if (line.since === undefined || deviceOf(line) === deviceOf(own) || devices.has(deviceOf(line))) continue;
    devices.set(deviceOf(line), line.since);
  }
  return [...devices.values()].map((since) => ({ since }));
}

/** Whether the agent's other lines have something to hear: one of several came, or some of them went. */
export function concernsOthers(desk: Desk, events: readonly DeskEvent[]): boolean {
  return desk.lines.length > (events.some(({ type }) => type === 'DesksLost') ? 0 : 1);
}
