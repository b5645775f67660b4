import { AgentClient } from '@rejoin/client';
import { WebSocket } from 'ws';
import { quick } from '../journeys/people';
import { pause, until } from '../story/until';
import type { Line } from './line';
import type { Random } from './random';
import type { Records, ShownTranscript } from './records';

export const password = 'long-enough-password';

/** An agent who answers every third message, and whose connection is lost now and then. */
export class Agent {
  readonly desk: AgentClient;
  private said = 0;
  private stopped = false;
  resting = false;

  constructor(
    readonly agentId: string,
    private readonly line: Line,
    private readonly random: Random,
    private readonly records: Records,
  ) {
    this.desk = new AgentClient({ endpoints: line.endpoints(random), WebSocket, ...quick });
    this.desk.on('entries', ({ conversationId, entries }) => {
      const asks = entries.some(({ sender, kind }) => sender === 'customer' && kind === 'message');
      if (asks && !this.resting && random.isIt(0.35)) this.say(conversationId);
    });
  }

  async signIn(): Promise<void> {
    await this.desk.signIn({ login: this.agentId, password });
    await until(`${this.agentId} is available`, () => this.desk.state.status?.presence === 'available');
  }

  say(conversationId: string): void {
    const text = `${this.agentId}.${++this.said}`;
    this.desk.send(conversationId, text).then(
      ({ seq }) => this.records.acked(conversationId, text, seq),
      () => this.records.count('messages refused'),
    );
  }

  /** Loses the connection every few seconds. */
  async live(): Promise<void> {
    while (!this.stopped) {
      await pause(this.random.between(2_000, 9_000));
      if (this.resting) continue;
      this.records.count('agents’ lines lost');
      if (this.random.isIt(0.6)) this.line.drop();
      else {
        this.line.cut();
        await pause(this.random.between(200, 3_000));
        this.line.restore();
      }
    }
  }

  leave(): void {
    this.stopped = true;
    this.desk.leave();
  }

  /** What the desk shows now of each of its conversations. */
  shown(): ShownTranscript[] {
    const { connectionStatus: status } = this.desk;
    const phase = status.phase === 'over' ? `over: ${status.refusal?.name}` : status.phase;
    return [...this.desk.state.conversations].map(([conversationId, { transcript, snapshot }]) => {
      return {
        who: `the desk of ${this.agentId} (${phase}, ${snapshot?.state ?? 'unknown'})`,
        conversationId,
        lines: transcript.entries,
      };
    });
  }
}
