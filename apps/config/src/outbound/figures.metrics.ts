import { Counter, Gauge } from 'prom-client';

/** Counting stops here, because an operator must act on any greater number. */
export const countedUpTo = 10_000;

export const webhookAttempts = new Counter({
  name: 'rejoin_webhook_attempts_total',
  help: 'Attempts to deliver to webhooks, by how they ended (delivered, failed, dead, gone, not-made)',
  labelNames: ['outcome'],
});

export const webhookWaiting = new Gauge({
  name: 'rejoin_webhook_waiting_events',
  help: `Events that wait for a webhook (counted up to ${countedUpTo})`,
});

export const webhookParked = new Gauge({
  name: 'rejoin_webhook_parked_facts',
  help: `Facts for webhooks that failed and are parked (counted up to ${countedUpTo})`,
});

export const webhookDead = new Gauge({
  name: 'rejoin_webhook_dead_letters',
  help: `Events that no attempt has delivered to a webhook (counted up to ${countedUpTo})`,
});
