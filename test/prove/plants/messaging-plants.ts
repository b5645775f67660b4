import type { Plant } from './plant';

const messaging = 'libs/messaging/src';
const streams = `${messaging}/stream.int.spec.ts`;
const consumers = `${messaging}/fact-consumer.int.spec.ts`;
const persistence = 'libs/persistence/src';
const failover = `${persistence}/failover.int.spec.ts`;

/** Safeguards of the libraries: facts between services, and the loss of servers. */
export const messagingPlants: readonly Plant[] = [
  {
    name: 'version-check',
    without: 'the look whether a fact was applied before',
    file: `${messaging}/apply-facts.ts`,
    from: "if (version <= reached || version === parked) return 'already';",
    to: "if (version === parked) return 'already';",
    caughtBy: {
      spec: streams,
      test: 'a deleted stream is created again, and every fact has its effect once',
    },
  },
  {
    name: 'predecessor-check',
    without: 'the wait for the fact before',
    file: `${messaging}/apply-facts.ts`,
    from: "if (selection.predecessorOf(fact) > reached || waiting.has(aggregateId)) return 'later';",
    to: "if (waiting.has(aggregateId)) return 'later';",
    caughtBy: { spec: consumers, test: 'holds a fact until its predecessor has arrived' },
  },
  {
    name: 'behind-the-parked',
    without: 'the wait behind a parked fact',
    file: `${messaging}/apply-facts.ts`,
    from: "if (version > parked) return 'parked';",
    to: "if (version > parked && version < 0) return 'parked';",
    caughtBy: { spec: consumers, test: 'parks a fact that keeps failing, with an alarm' },
  },
  {
    name: 'lost-messages',
    without: 'the question for facts that were taken out of the stream',
    file: `${messaging}/gap-repair.ts`,
    from: 'if (gaps.length === 0) return;',
    to: 'if (gaps.length >= 0) return;',
    caughtBy: { spec: consumers, test: 'has facts republished that were acknowledged and not applied' },
  },
  {
    name: 'lost-last-messages',
    without: 'the look for holes in the middle of a stream',
    file: `${messaging}/stream-holes.ts`,
    from: 'holes === this.filledHoles.deleted.size && state.first_seq <= this.filledHoles.first',
    to: 'holes >= 0',
    caughtBy: { spec: consumers, test: 'has the last fact of an aggregate republished' },
  },
  {
    name: 'stream-older-than-known',
    without: 'the look whether the stream still has what was put into it',
    file: `${messaging}/stream.ts`,
    from: "return message?.header.get('Nats-Msg-Id').split(':')[0] === known.lastId;",
    to: 'return message !== undefined || known.lastSeq >= 0;',
    caughtBy: { spec: streams, test: 'older with newer facts when another fact is in its place' },
  },
  {
    name: 'silent-server',
    without: 'the change to another server when the connected one is silent',
    file: `${messaging}/persistent-connection.ts`,
    from: 'if (hasSeveralServers(options.url)) void this.probeServer();',
    to: 'if (hasSeveralServers(options.url)) void this.probeServer;',
    caughtBy: {
      spec: `${messaging}/bus.int.spec.ts`,
      test: 'leaves a silent server for another one',
    },
  },
  {
    name: 'impatient-relay',
    without:
      'the patience with a stream that acknowledges late: all that it has not acknowledged is sent again',
    file: `${messaging}/publish-round.ts`,
    from: 'publisher.resend(resendCount);',
    to: 'publisher.resend(publisher.waiting);',
    caughtBy: {
      spec: `${messaging}/outbox-relay.int.spec.ts`,
      test: 'waits for late acknowledgements',
    },
  },
  {
    name: 'clock-of-the-asker',
    without: 'the silence of hosts’ clocks: a question is dropped when its asker’s clock says that it is old',
    file: `${messaging}/bus.ts`,
    from: "const request = parse(message)['request'];",
    to: "if (Number(parse(message)['expiresAt'] ?? Infinity) < Date.now()) return;\n        const request = parse(message)['request'];",
    caughtBy: {
      spec: `${messaging}/bus.int.spec.ts`,
      test: 'ignores the clocks of hosts',
    },
  },
  {
    name: 'client-that-closes-for-good',
    without: 'another client for NATS after the first one gave up',
    file: `${messaging}/persistent-connection.ts`,
    from: 'if (!this.isClosing()) await this.closeSignal.wait(pauseMs);',
    to: 'if (pauseMs > 0) return;',
    caughtBy: {
      spec: `${messaging}/bus.int.spec.ts`,
      test: 'opens another client with the same subscriptions',
    },
  },
  {
    name: 'lock-of-versions',
    without: 'the lock under which facts get their versions',
    file: `${messaging}/store/append-rows.ts`,
    from: 'and v.aggregate_id = a.id for update) locked`;',
    to: 'and v.aggregate_id = a.id) locked`;',
    caughtBy: {
      spec: `${messaging}/outbox.int.spec.ts`,
      test: 'have versions 1..n in the order of the outbox',
    },
  },
  {
    name: 'silent-rollback',
    without: 'the look whether a commit was one',
    file: `${persistence}/database.ts`,
    from: `const [{ command }] = await Promise.all([this.send('commit'), ...this.sent]);
    if (command !== 'COMMIT') throw new Error('the transaction had failed, and was rolled back');`,
    to: "await this.send('commit');",
    caughtBy: { spec: failover, test: 'fails when a statement whose result was not awaited had failed' },
  },
  {
    name: 'effects-before-commit',
    without: 'the order of commit and what follows it',
    file: `${persistence}/database.ts`,
    from: 'this.effects.push(effect);',
    to: 'effect();',
    caughtBy: {
      spec: `${persistence}/database.int.spec.ts`,
      test: 'runs the callbacks of a commit after it',
    },
  },
  {
    name: 'pool-client-without-listener',
    without: 'the listener for errors of a new connection',
    file: `${persistence}/error-tolerant-client.ts`,
    from: "    this.on('error', () => undefined);\n",
    to: '',
    caughtBy: {
      spec: failover,
      test: 'fails statements, not the process, when connections are ended under load',
    },
  },
  {
    name: 'read-only-connections',
    without: 'the end of connections to a server that became read-only',
    file: `${persistence}/connections.ts`,
    from: 'this.generation++;\n',
    to: '',
    caughtBy: {
      spec: failover,
      test: 'drops together all connections that were made before one that cannot write',
    },
  },
  {
    name: 'endless-wait-for-locks',
    without: 'the limit of the wait for a lock',
    file: `${persistence}/session-settings.ts`,
    from: 'lock_timeout: `${lockTimeoutMs}ms`,',
    to: "lock_timeout: '0',",
    caughtBy: { spec: failover, test: 'waits for a lock for a short time only' },
  },
  {
    name: 'lost-timeline',
    without: 'the comparison of the timeline of a fact with that of its producer',
    file: `${messaging}/settler.ts`,
    from: 'const isOfThis = fact.timeline === undefined || fact.timeline === current;',
    to: 'const isOfThis = true;',
    caughtBy: {
      spec: `${messaging}/timeline.int.spec.ts`,
      test: 'is asked for its timeline, and no fact of another one is applied',
    },
  },
];
