import { durableOfFamily, durablesOf } from './durables';
import { families } from './facts/families';
import {
  eventType,
  kebab,
  kindOf,
  parseEnvelope,
  predecessorOf,
  streamOf,
  subjectOf,
  subjectsOf,
} from './envelope';
import { rpcs, rpcSubject } from './rpc';

const envelope = {
  specversion: '1.0',
  id: '018f0000-0000-7000-8000-000000000001',
  source: '/rejoin/session-gateway',
  type: 'rejoin.v1.MessageSent',
  subject: 'c1',
  time: '2026-01-31T09:00:00.000Z',
  datacontenttype: 'application/json',
  org: 'default',
  family: 'session',
  version: 1,
  data: {
    conversationId: 'c1',
    seq: 1,
    sender: 'customer',
    agentId: null,
    bytes: 5,
    at: '2026-01-31T09:00:00.000Z',
  },
};

describe('an envelope', () => {
  it('gives its fact, without what is not declared', () => {
    const grown = { ...envelope, later: 1, data: { ...envelope.data, later: 2 } };
    expect(parseEnvelope(grown).fact).toEqual({ type: 'MessageSent', data: envelope.data });
  });

  it.each([
    ['a fact of no family', { type: 'rejoin.v1.Nothing' }],
    ["another family's fact", { type: 'rejoin.v1.AgentAssigned' }],
    ['a fact of no prototype', { type: 'rejoin.v1.constructor' }],
    ['no version', { version: 0 }],
    ['data of another fact', { data: {} }],
    ['an instant without milliseconds', { time: '2026-01-31T09:00:00Z' }],
  ])('with %s is refused', (_, wrong) => {
    expect(() => parseEnvelope({ ...envelope, ...wrong })).toThrow();
  });

  it.each([null, 7, 'text', []])('is none when it is %j', (raw) => {
    expect(() => parseEnvelope(raw)).toThrow();
  });
});

describe('the version that comes before a fact', () => {
  const fact = { version: 9, previous: 'ConversationStarted=1 MessageSent=8 CustomerDisconnected=5' };

  it.each([
    ['the last of the kind', ['CustomerDisconnected'], 5],
    ['the highest of several kinds', ['CustomerDisconnected', 'ConversationStarted'], 5],
    ['none when there was none of the kind', ['NoteAdded'], 0],
  ])('is %s', (_, kinds, before) => {
    expect(predecessorOf(fact, kinds)).toBe(before);
  });

  it('is none when the fact is the first one', () => {
    expect(predecessorOf({ version: 1, previous: '' }, ['MessageSent'])).toBe(0);
  });

  it('is the version before, of whatever kind, when the fact does not say the kinds', () => {
    expect(predecessorOf({ version: 9 }, ['NoteAdded'])).toBe(8);
  });
});

describe('the names on the bus', () => {
  it('are made of the words of the fact', () => {
    expect(kebab('ReconnectionWindowOpened')).toBe('reconnection-window-opened');
    expect(eventType('MessageSent')).toBe('rejoin.v1.MessageSent');
    expect(kindOf('rejoin.v1.MessageSent')).toBe('MessageSent');
    expect(subjectOf('default', 'session', 'MessageSent', 'c1')).toBe(
      'rejoin.v1.default.session.message-sent.c1',
    );
    expect(streamOf('session-gateway')).toBe('REJOIN_SESSION_GATEWAY');
  });

  it('are each of one fact only: no two facts or families share one', () => {
    const types = families.flatMap(({ facts }) => Object.keys(facts));
    expect(new Set(types).size).toBe(types.length);
    const subjects = families.map(subjectsOf);
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  it('are short enough for durables', () => {
    const services = ['session-gateway', 'reconnection-timer', 'routing', 'config'] as const;
    for (const family of families) {
      for (const service of services) {
        const one = Object.keys(family.facts).map((kind) => durablesOf(service, { family, kinds: [kind] }));
        for (const { name } of [durableOfFamily(service, family), ...one.flat()])
          expect(name.length).toBeLessThanOrEqual(50);
      }
    }
  });

  it('of questions lie where no stream captures them', () => {
    for (const rpc of Object.values(rpcs)) expect(rpcSubject(rpc)).toMatch(/^rejoin\.rpc\.[a-z-]+\.[a-z-]+$/);
    for (const family of families) expect(subjectsOf(family)).toMatch(/^rejoin\.v1\./);
  });

  it('carry the id of the aggregate in every fact', () => {
    for (const { facts, idField } of families)
      for (const schema of Object.values(facts)) expect(Object.keys(schema.shape)).toContain(idField);
  });
});
