import { Counter } from 'prom-client';

export const recordedFacts = new Counter({
  name: 'rejoin_facts_recorded_total',
  help: 'Facts that this service has committed',
  labelNames: ['family'],
});

export const deliveredFacts = new Counter({
  name: 'rejoin_facts_delivered_total',
  help: 'Messages that durables of this service have delivered, repetitions too',
  labelNames: ['family'],
});

export const requestedGaps = new Counter({
  name: 'rejoin_fact_gaps_asked_total',
  help: 'Gaps in the history of an aggregate whose facts were asked of their producer',
  labelNames: ['family'],
});

export const republishedFacts = new Counter({
  name: 'rejoin_facts_republished_total',
  help: 'Facts that were published once more because they were missing in the stream',
});
