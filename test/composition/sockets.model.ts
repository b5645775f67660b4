import { later, type Instant } from '@rejoin/kernel';
import type { Connection } from '../../apps/session-gateway/src/domain/session';

/** The true state of a connection, whether or not it has been noticed. */
interface SocketModel extends Connection {
  /** The conversation or the agent. */
  readonly of: string;
  readonly epoch: number;
  readonly since: Instant;
  /** The last sign of life; null while it lives. */
  closedAt: Instant | null;
  /** Whether its end has been recorded. */
  written: boolean;
}

/** The true state of all connections, to compare with the records of them. */
export class Sockets {
  private readonly all: SocketModel[] = [];
  private readonly boundAt = new Map<string, Instant>();

  open(connection: Connection, of: string, epoch: number, since: Instant): void {
    this.all.push({ ...connection, of, epoch, since, closedAt: null, written: false });
  }

  bound(of: string, epoch: number, at: Instant): void {
    this.boundAt.set(`${of} ${epoch}`, at);
  }

  /** The live connections of a conversation or an agent. */
  live(of: string): SocketModel[] {
    return this.all.filter((socket) => socket.of === of && socket.closedAt === null);
  }

  close(connectionId: string, at: Instant): void {
    for (const socket of this.all) if (socket.id === connectionId) socket.closedAt = at;
  }

  written(connectionId: string): void {
    for (const socket of this.all) if (socket.id === connectionId) socket.written = true;
  }

  /**
   * The process that carried them dies. Of connections that it had not recorded, others know only its last
   * lease.
   */
  die(incarnation: string, renewedAt: Instant): void {
    for (const socket of this.all) {
      if (socket.incarnation !== incarnation || socket.written) continue;
      socket.closedAt = later(socket.since, renewedAt);
    }
  }

  epochOf(connectionId: string): number | undefined {
    return this.all.find(({ id }) => id === connectionId)?.epoch;
  }

  of(id: string, epoch: number): { alive: string[]; lastProofOfLife: Instant; everOpen: boolean } {
    const theirs = this.all.filter((socket) => socket.of === id && socket.epoch === epoch);
    return {
      alive: theirs.filter(({ closedAt }) => closedAt === null).map((socket) => socket.id),
      lastProofOfLife: theirs
        .map(({ closedAt }) => closedAt ?? '')
        .reduce(later, this.boundAt.get(`${id} ${epoch}`) ?? ''),
      everOpen: theirs.length > 0,
    };
  }
}
