import { Counter, Gauge, Histogram } from 'prom-client';

export const queueLength = new Gauge({
  name: 'rejoin_routing_queue_length',
  help: 'Conversations that wait for an agent, including those that are offered to one',
});

export const queueAge = new Gauge({
  name: 'rejoin_routing_queue_oldest_seconds',
  help: 'How long the oldest of these conversations has waited',
});

export const heldUnits = new Gauge({
  name: 'rejoin_routing_held_units',
  help: 'Units of capacity that are kept for customers who are away',
});

export const heldConversations = new Gauge({
  name: 'rejoin_routing_held_conversations',
  help: 'Conversations whose capacity is kept for a customer who is away',
});

export const assignments = new Counter({
  name: 'rejoin_routing_assignments_total',
  help: 'Conversations that routing assigned or offered, by what found them: a signal after a commit (ring), or the sweep',
  labelNames: ['found_by'],
});

export const waits = new Histogram({
  name: 'rejoin_routing_wait_seconds',
  help: 'From being queued to being assigned or offered, by what found the work',
  labelNames: ['found_by'],
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800],
});

export const refusals = new Counter({
  name: 'rejoin_routing_refusals_total',
  help: 'Refused questions of desks, by the name of the refusal',
  labelNames: ['refusal'],
});
