import {
  durableOfFamily,
  durablesOf,
  families,
  followed,
  integratorDurable,
  kebab,
  questionsOf,
  rpcs,
  rpcSubject,
  streamOf,
  subjectOf,
  subjectsOf,
  type Family,
  type Followed,
  type ServiceName,
} from '@rejoin/contracts';
import { eventually, startTestNats, type TestNats } from '@rejoin/testing';
import { connect, AckPolicy, nuid, type NatsConnection, type Subscription } from 'nats';
import { serviceNames } from './nats-rights';

const stream = streamOf('session-gateway');
const factOf = (family: string, id = 'c1') => subjectOf('default', family, 'SomethingHappened', id);
const others = (name: ServiceName) => serviceNames.filter((one) => one !== name);

/** Those of what a service acts on, and the one of the whole family, which it needs beside a release 0.1.0. */
const durablesFor = (service: ServiceName, one: Followed) => [
  ...new Set([durableOfFamily(service, one.family), ...durablesOf(service, one)].map(({ name }) => name)),
];
/** Every name that a durable for a family could have. */
const namesOf = (service: ServiceName, family: Family) => [
  `${service}--${family.name}`,
  ...Object.keys(family.facts).map((kind) => `${service}--${kebab(kind)}`),
];

const streams = serviceNames.map(streamOf);
/** What the API of JetStream can be asked for, of a stream and of a consumer. */
const streamVerbs = [
  ...['CREATE', 'UPDATE', 'DELETE', 'PURGE', 'INFO', 'SNAPSHOT', 'RESTORE', 'MSG.GET', 'MSG.DELETE'],
  ...['PEER.REMOVE', 'LEADER.STEPDOWN'],
];
const consumerVerbs = [
  ...['CREATE', 'DURABLE.CREATE', 'DELETE', 'INFO', 'LIST', 'NAMES', 'MSG.NEXT', 'LEADER.STEPDOWN'],
  ...['PAUSE', 'UNPIN'],
];

describe('the permissions of the users of NATS', () => {
  const reader = 'crm';
  let nats: TestNats;
  let operator: NatsConnection;
  const open = new Map<string, NatsConnection>();

  beforeAll(async () => {
    nats = await startTestNats({ readers: { [reader]: 'test' } });
    operator = await as('operator');
    for (const service of serviceNames) {
      const manager = await (await as(service)).jetstreamManager({ timeout: 5_000, checkAPI: false });
      const name = streamOf(service);
      const own = families.filter(({ producer }) => producer === service);
      await manager.streams.add({ name, subjects: own.map(subjectsOf) });
      for (const durable_name of [integratorDurable, reader])
        await manager.consumers.add(name, { durable_name, ack_policy: AckPolicy.Explicit });
    }
  });
  afterAll(async () => {
    for (const connection of open.values()) await connection.close();
    await nats.stop();
  });

  async function as(user: string): Promise<NatsConnection> {
    const known = open.get(user);
    if (known) return known;
    const connection = await connect({
      servers: new URL(nats.url).host,
      user,
      pass: 'test',
      inboxPrefix: `_INBOX_${user}`,
      noAsyncTraces: true,
    });
    open.set(user, connection);
    return connection;
  }

  /**
   * Which of these messages arrive. Everything that a user sends is read in order, so what has not arrived when the
   * last one has, was refused. The operator hears all that happens in the account of the services.
   */
  async function arriving(user: string, subjects: readonly string[], last: string): Promise<string[]> {
    const heard: string[] = [];
    const all = operator.subscribe('>', {
      callback: (_error, { subject, data }) => {
        if (new TextDecoder().decode(data) === mark) heard.push(subject);
      },
    });
    await operator.flush();
    const mark = nuid.next();
    const connection = await as(user);
    for (const subject of [...subjects, last]) connection.publish(subject, mark);
    await eventually(() => heard.includes(last));
    all.unsubscribe();
    return heard.filter((subject) => subject !== last);
  }

  /** Which of these subscriptions the server refuses; it answers them in order. */
  async function refused(user: string, subjects: readonly string[]): Promise<string[]> {
    const connection = await as(user);
    const no: string[] = [];
    const made = subjects.map((subject): Subscription => {
      return connection.subscribe(subject, {
        callback: (error) => {
          if (error) no.push(subject);
        },
      });
    });
    await connection.flush();
    for (const one of made) one.unsubscribe();
    return no;
  }

  async function isRefused(work: () => Promise<unknown>): Promise<boolean> {
    return work().then(
      () => false,
      () => true,
    );
  }

  describe.each(serviceNames)('let %s', (name) => {
    const own = `rejoin.bell.${name}.last`;

    it('send its own requests and no others', async () => {
      const asks = questionsOf(name).map(rpcSubject);
      const arrived = await arriving(name, Object.values(rpcs).map(rpcSubject), own);
      expect(arrived.sort()).toEqual([...asks].sort());
    });

    it('answer the services that send requests to it, the operator, and no others', async () => {
      const inboxes = [...serviceNames, 'operator', integratorDurable].map((user) => `_INBOX_${user}.x.1`);
      const services = serviceNames.filter((one) => questionsOf(one).some(({ service }) => service === name));
      const askers = [...services, 'operator'];
      const arrived = await arriving(name, [...inboxes, '_INBOX.x', '_R_.x'], own);
      expect(arrived).toEqual(inboxes.filter((inbox) => askers.some((one) => inbox === `_INBOX_${one}.x.1`)));
    });

    it('publish its own facts, ring its own bells and no others', async () => {
      const facts = families.map((family) => factOf(family.name));
      const bells = others(name).map((one) => `rejoin.bell.${one}.changed`);
      const produced = families.filter(({ producer }) => producer === name).map((one) => factOf(one.name));
      expect(await arriving(name, [...facts, ...bells, 'rejoin.bell', 'x'], own)).toEqual(produced);
    });

    it('receive no message that is meant for others', async () => {
      const foreign = others(name).flatMap((one) => [
        `rejoin.rpc.${one}.x`,
        `rejoin.bell.${one}.x`,
        `_INBOX_${one}.x`,
      ]);
      const all = [...foreign, 'rejoin.rpc.>', '>', '_INBOX.>', '_R_.>', ...families.map(subjectsOf)];
      expect(await refused(name, all)).toEqual(all);
      const mine = [`rejoin.rpc.${name}.x`, `rejoin.bell.${name}.x`, `_INBOX_${name}.x`];
      expect(await refused(name, mine)).toEqual([]);
    });

    it('have the durables of the facts that it acts on and no others', async () => {
      const manager = await (await as(name)).jetstreamManager({ timeout: 5_000, checkAPI: false });
      const made: string[] = [];
      for (const family of families) {
        for (const durable_name of serviceNames.flatMap((one) => namesOf(one, family))) {
          const options = {
            durable_name,
            ack_policy: AckPolicy.Explicit,
            filter_subject: subjectsOf(family),
          };
          const no = await isRefused(() => manager.consumers.add(streamOf(family.producer), options));
          if (!no) made.push(durable_name);
        }
      }
      expect(made.sort()).toEqual(followed[name].flatMap((one) => durablesFor(name, one)).sort());
      for (const one of others(name)) {
        expect(await isRefused(() => manager.streams.delete(streamOf(one)))).toBe(true);
        expect(await isRefused(() => manager.streams.purge(streamOf(one)))).toBe(true);
      }
    });
  });

  it('let a request be answered', async () => {
    const subject = rpcSubject(rpcs.signIn);
    const config = await as('config');
    config.subscribe(subject, { callback: (_error, message) => message.respond('the answer') });
    await config.flush();
    const gateway = await as('session-gateway');
    expect((await gateway.request(subject, '', { timeout: 10_000 })).string()).toBe('the answer');
  });

  it('let a service read facts through its own durable', async () => {
    const js = (await as('routing')).jetstream({ timeout: 5_000 });
    const consumer = await js.consumers.get(stream, 'routing--session');
    const message = await consumer.next({ expires: 20_000 });
    expect(message?.subject).toBe(factOf('session'));
    expect(await message?.ackAck()).toBe(true);
  });

  describe('of readers', () => {
    const mine = { integrator: [integratorDurable], [reader]: [reader] };

    beforeAll(async () => {
      const js = operator.jetstream();
      for (let n = 1; n <= 30; n++) await js.publish(factOf('session', `read-${n}`), String(n));
    });

    it.each(Object.keys(mine))('let %s pull many facts at once and acknowledge them', async (user) => {
      const consumer = await (await as(user)).jetstream({ timeout: 20_000 }).consumers.get(stream, user);
      const ids: (string | undefined)[] = [];
      for await (const message of await consumer.consume({ max_messages: 8 })) {
        const id = message.subject.split('.').at(-1);
        if (id?.startsWith('read-')) ids.push(id);
        if (!(await message.ackAck())) throw new Error('not acknowledged');
        if (ids.length === 30) break;
      }
      expect(ids).toEqual(Array.from({ length: 30 }, (_, n) => `read-${n + 1}`));
    });

    it.each(Object.keys(mine))('let %s inspect facts without changing anything', async (user) => {
      const manager = await operator.jetstreamManager();
      const state = async () => {
        const [first, second] = [integratorDurable, reader].map((one) => manager.consumers.info(stream, one));
        const { ack_floor, delivered, num_pending } = { ...(await first), ...(await second) };
        return { ack_floor, delivered, num_pending, ...(await manager.streams.info(stream)).state };
      };
      const before = await state();
      const looking = await (await as(user)).jetstreamManager({ timeout: 5_000, checkAPI: false });
      const { first_seq } = (await looking.streams.info(stream)).state;
      const first = await looking.streams.getMessage(stream, { seq: first_seq });
      expect(first.seq).toBe(first_seq);
      const last = await looking.streams.getMessage(stream, { last_by_subj: factOf('session', 'read-7') });
      expect(last.string()).toBe('7');
      expect(await state()).toEqual(before);
    });

    it.each(Object.keys(mine))('let %s send JetStream only the requests that reading needs', async (user) => {
      const home = streams.flatMap((one) => [
        ...streamVerbs.map((verb) => `$JS.API.STREAM.${verb}.${one}`),
        ...consumerVerbs.map((verb) => `$JS.API.CONSUMER.${verb}.${one}`),
        `$JS.API.DIRECT.GET.${one}`,
        ...[integratorDurable, reader, 'routing--session'].flatMap((durable) => [
          ...consumerVerbs.map((verb) => `$JS.API.CONSUMER.${verb}.${one}.${durable}`),
          `$JS.ACK.${one}.${durable}.1.1.1.1.0`,
        ]),
      ]);
      const account = ['INFO', 'ACCOUNT.PURGE.REJOIN', 'STREAM.NAMES', 'STREAM.LIST', 'META.LEADER.STEPDOWN'];
      const all = [...home, ...account.map((verb) => `$JS.API.${verb}`), '$SYS.REQ.SERVER.PING'];
      const last = `$JS.ACK.${stream}.${user}.last`;
      const allowed = streams.flatMap((one) => [
        `$JS.API.STREAM.INFO.${one}`,
        `$JS.API.STREAM.MSG.GET.${one}`,
        `$JS.API.CONSUMER.INFO.${one}.${user}`,
        `$JS.API.CONSUMER.MSG.NEXT.${one}.${user}`,
        `$JS.ACK.${one}.${user}.1.1.1.1.0`,
      ]);
      expect((await arriving(user, all, last)).sort()).toEqual(allowed.sort());
    });

    it.each(Object.entries(mine))('let %s use no durable but its own', async (user, allowed) => {
      const get = async (durable: string, timeout: number) =>
        (await as(user)).jetstream({ timeout }).consumers.get(stream, durable);
      for (const durable of allowed) expect(await get(durable, 20_000)).toBeDefined();
      for (const durable of [integratorDurable, reader, 'routing--session']) {
        if (!allowed.includes(durable)) expect(await isRefused(() => get(durable, 300))).toBe(true);
      }
    });

    it('deliver only into the account of the user that pulled, whatever the reply subject is', async () => {
      const heard: string[] = [];
      const all = operator.subscribe('>', { callback: (_error, { subject }) => void heard.push(subject) });
      await operator.flush();
      const manager = await operator.jetstreamManager();
      const before = (await manager.streams.info(streamOf('routing'))).state.last_seq;
      const connection = await as(reader);
      const targets = [
        factOf('routing'),
        rpcSubject(rpcs.signIn),
        '_INBOX_config.x',
        'rejoin.bell.routing.x',
      ];
      const pull = `$JS.API.CONSUMER.MSG.NEXT.${stream}.${reader}`;
      for (const reply of targets) connection.publish(pull, JSON.stringify({ batch: 1 }), { reply });
      for (let n = 0; n <= targets.length; n++)
        await operator.jetstream().publish(factOf('session', 'bait'), '');
      // Its own inbox is where it gets facts, after the server has read all of the above.
      const consumer = await connection.jetstream({ timeout: 20_000 }).consumers.get(stream, reader);
      expect((await consumer.next({ expires: 20_000 }))?.subject).toBe(factOf('session', 'bait'));
      expect(heard.filter((subject) => targets.includes(subject))).toEqual([]);
      expect((await manager.streams.info(streamOf('routing'))).state.last_seq).toBe(before);
      all.unsubscribe();
    });

    it.each(Object.keys(mine))('let %s change nothing and reach no other user', async (user) => {
      const connection = await as(user);
      const manager = await connection.jetstreamManager({ timeout: 300, checkAPI: false });
      const attempts = [
        () => manager.consumers.add(stream, { durable_name: user, ack_policy: AckPolicy.None }),
        () => connection.request(`$JS.API.CONSUMER.CREATE.${stream}`, '{}', { timeout: 300 }),
        () => manager.consumers.delete(stream, user),
        () => manager.streams.purge(stream),
        () => connection.jetstream({ timeout: 300 }).publish(factOf('session'), '{}'),
        () => connection.request(rpcSubject(rpcs.signIn), '', { timeout: 300 }),
      ];
      for (const attempt of attempts) expect(await isRefused(attempt)).toBe(true);
      const subjects = [
        '>',
        '_INBOX_config.>',
        `_INBOX_${user === reader ? 'integrator' : reader}.>`,
        '_R_.>',
      ];
      expect(await refused(user, subjects)).toEqual(subjects);
    });
  });
});
