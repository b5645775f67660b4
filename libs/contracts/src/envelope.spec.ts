import { families } from './facts/families';
import { eventType, kebab, parseEnvelope, streamOf, subjectOf, subjectsOf } from './envelope';
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

describe('the names on the bus', () => {
  it('are made of the words of the fact', () => {
    expect(kebab('ReconnectionWindowOpened')).toBe('reconnection-window-opened');
    expect(eventType('MessageSent')).toBe('rejoin.v1.MessageSent');
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
    const services = ['session-gateway', 'reconnection-timer', 'routing', 'config'];
    for (const { name } of families)
      for (const service of services) expect(`${service}--${name}`.length).toBeLessThanOrEqual(34);
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
