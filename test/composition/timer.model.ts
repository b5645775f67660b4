import type { DeadlineFact, Fact, ReconnectionFact } from '@rejoin/contracts';
import { isDue, isRefused, type Instant } from '@rejoin/kernel';
import { alarmsOf, type AlarmingFact } from '../../apps/reconnection-timer/src/domain/alarm';
import { answerTo, type Answer } from '../../apps/reconnection-timer/src/domain/answer';
import type { Command } from '../../apps/reconnection-timer/src/domain/command';
import { reconnection } from '../../apps/reconnection-timer/src/domain/decide-reconnection';
import { initial, type Reconnection } from '../../apps/reconnection-timer/src/domain/reconnection';
import { isOpen, isOverdue } from '../../apps/reconnection-timer/src/domain/window';

interface AlarmRow {
  readonly kind: DeadlineFact['data']['kind'];
  readonly subjectId: string;
  readonly generation: number;
  readonly dueAt: Instant | null;
}

/**
 * The reconnection timer around its deciders: rows of windows and of alarms. Each call is one transaction.
 */
export class TimerModel {
  readonly windows = new Map<string, Reconnection>();
  private readonly alarms = new Map<string, AlarmRow>();

  constructor(
    private readonly now: () => Instant,
    private readonly tell: (fact: ReconnectionFact | DeadlineFact) => void,
  ) {}

  ask(command: Command): Answer {
    const { conversationId } = command;
    const before = this.windows.get(conversationId) ?? initial;
    const decision = reconnection.decide(before, { ...command, now: this.now() });
    if (isRefused(decision)) return decision;
    const after = decision.reduce(reconnection.evolve, before);
    this.windows.set(conversationId, after);
    decision.forEach(this.tell);
    return answerTo(command, after, decision);
  }

  onSession(fact: Fact): boolean {
    if (fact.type === 'CustomerDisconnected') {
      const { conversationId, epoch, workstreamId: _, ...terms } = fact.data;
      this.ask({ type: 'open', conversationId, epoch, terms });
    }
    return true;
  }

  setAlarms(fact: AlarmingFact): boolean {
    for (const { kind, subjectId, schedule: set } of alarmsOf(fact)) {
      const key = `${kind}:${subjectId}`;
      const was = this.alarms.get(key)?.generation ?? 0;
      if (set && set.generation < was) continue;
      const generation = Math.max(was, set?.generation ?? 0);
      this.alarms.set(key, { kind, subjectId, generation, dueAt: set?.dueAt ?? null });
    }
    return true;
  }

  expireDue(): void {
    for (const [conversationId, { window }] of this.windows) {
      if (isOverdue(window, this.now())) this.ask({ type: 'expire', conversationId });
    }
  }

  ringDue(): void {
    for (const [key, alarm] of this.alarms) {
      const { dueAt, ...rest } = alarm;
      if (dueAt === null || !isDue(dueAt, this.now())) continue;
      this.alarms.set(key, { ...alarm, dueAt: null });
      this.tell({ type: 'DeadlineReached', data: { ...rest, dueAt, at: this.now() } });
    }
  }

  get dueAt(): Instant[] {
    const windows = [...this.windows.values()].flatMap(({ window }) =>
      isOpen(window) ? [window.deadlineAt] : [],
    );
    return [...windows, ...[...this.alarms.values()].flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]))];
  }
}
