import type { DeadlineFact, ReconnectionFact, WindowKind } from '@rejoin/contracts';
import { isRefused, millis, type Instant } from '@rejoin/kernel';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Answer } from '../domain/answer';

const decisions = new Counter({
  name: 'rejoin_reconnection_facts_total',
  help: 'What was decided about windows, by the name of the fact',
  labelNames: ['fact'],
});

const open = new Gauge({
  name: 'rejoin_open_windows',
  help: 'Windows in which a customer can come back now, by kind',
  labelNames: ['kind'],
});

const refusals = new Counter({
  name: 'rejoin_reconnection_refusals_total',
  help: 'Refused questions, by the name of the refusal',
  labelNames: ['refusal'],
});

const lateness = new Histogram({
  name: 'rejoin_deadline_lateness_seconds',
  help: 'From a deadline to the instant at which the timer decided that it has come',
  labelNames: ['kind'],
  buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5, 60],
});

export function countDecided(
  decided: readonly { facts: readonly ReconnectionFact[]; answer: Answer }[],
): void {
  for (const { facts, answer } of decided) {
    if (isRefused(answer)) refusals.inc({ refusal: answer.refused });
    for (const { type, data } of facts) {
      decisions.inc({ fact: type });
      if (type === 'ReconnectExpired' && data.by === 'timer') observe(data.kind, data.deadlineAt, data.at);
    }
  }
}

export function showOpen(windows: Readonly<Record<WindowKind, number>>): void {
  for (const [kind, count] of Object.entries(windows)) open.set({ kind }, count);
}

export function countRung(facts: readonly DeadlineFact[]): void {
  for (const { data } of facts) observe(data.kind, data.dueAt, data.at);
}

function observe(kind: string, dueAt: Instant, at: Instant): void {
  lateness.observe({ kind }, (millis(at) - millis(dueAt)) / 1000);
}
