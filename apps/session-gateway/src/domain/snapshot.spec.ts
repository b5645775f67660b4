import { entryFor, shownAgent, snapshotOf, type StoredEntry } from './snapshot';
import {
  after,
  aSession,
  assigned,
  joined,
  loseCommand,
  noon,
  promoteCommand,
  rules as windowRules,
} from './session.fixture';

const rules = { ...windowRules, reconnection: true };
const around = {
  customerName: 'Mia',
  context: { tier: 'gold' },
  visit: null,
  givenName: null,
  isRenamed: false,
  agentName: 'Anna',
  rules,
  serverNow: noon,
};
const url = 'https://portal.example/help#oc.reconnectid=s';
const names = new Map([['anna', 'Anna']]);
const urlOf = () => url;

const stored: StoredEntry = {
  seq: 4,
  kind: 'message',
  sender: 'agent',
  agentId: 'anna',
  clientId: 'c4',
  text: 'Back by {ReconnectUrl{ReconnectID}}!',
  code: null,
  params: {},
  visibility: 'public',
  locale: 'en',
  at: noon,
  linkId: 'l1',
};

describe('a snapshot', () => {
  const session = aSession(joined('a'), assigned('anna'));

  it("shows the portal's context to agents only", () => {
    expect(snapshotOf(session, around, 'agent').context).toEqual({ tier: 'gold' });
    expect(snapshotOf(session, around, 'customer').context).toBeNull();
  });

  it('shows a corrected name, the one that was given, and the visit to agents only', () => {
    const visit = { page: 'https://shop.example/a', timeZone: null, browser: null, system: null };
    const renamed = { ...around, visit, isRenamed: true, givenName: 'mia x', customerName: 'Mia' };
    const agent = snapshotOf(session, renamed, 'agent');
    expect([agent.customer.name, agent.givenName, agent.visit]).toEqual(['Mia', 'mia x', visit]);
    const customer = snapshotOf(session, renamed, 'customer');
    expect(customer.customer.name).toBe('mia x');
    expect(JSON.stringify(customer)).not.toMatch(/Mia|visit|shop\.example/);
    expect(snapshotOf(session, around, 'agent')).not.toHaveProperty('givenName');
  });

  it('contains no secret and no connection', () => {
    const shown = JSON.stringify([
      snapshotOf(session, around, 'agent'),
      snapshotOf(session, around, 'customer'),
    ]);
    expect(shown).not.toContain(session.secretHash);
    expect(shown).not.toContain('gateway-1');
  });

  it('shows both sides the same deadline', () => {
    const away = after(after(session, loseCommand, noon), promoteCommand, '2026-03-01T12:00:05.000Z');
    const [agent, customer] = [snapshotOf(away, around, 'agent'), snapshotOf(away, around, 'customer')];
    expect(agent.window).toEqual(customer.window);
    expect(agent.window).toMatchObject({ deadlineAt: '2026-03-01T12:05:00.000Z', extensionsLeft: 2 });
  });

  it('shows the next time limit, also when the settings now allow fewer extensions', () => {
    const extended = after(session, { type: 'extend-ahead', by: 'agent', rules, request: 'r1' }, noon);
    const fewer = { ...rules, extension: { times: 0, seconds: 600 } };
    expect(snapshotOf(extended, { ...around, rules: fewer }, 'agent').ahead).toEqual({
      nextLimitSeconds: 900,
      extensionsLeft: 0,
      extensionSeconds: 600,
      reconnection: true,
    });
  });
});

describe('the agent of a conversation', () => {
  const session = aSession(joined('a'), assigned('anna'));

  it('is shown by name, and to the support side by id when there is no name', () => {
    const shown = { agentId: 'anna', connected: true };
    expect(shownAgent(session, 'Anna', 'customer')).toEqual({ ...shown, name: 'Anna' });
    expect(shownAgent(session, 'Anna', 'agent')).toEqual({ ...shown, name: 'Anna' });
    expect(shownAgent(session, null, 'agent')).toEqual({ ...shown, name: 'anna' });
    expect(shownAgent(session, null, 'customer')).toEqual({ ...shown, name: '' });
  });

  it('is nobody in the queue, and not connected while the desk is lost', () => {
    expect(shownAgent(aSession(joined('a')), null, 'agent')).toBeNull();
    expect(shownAgent({ ...session, agentLost: true }, 'Anna', 'agent')).toMatchObject({ connected: false });
  });
});

describe('a transcript entry', () => {
  it("has the link's address for its customer", () => {
    const shown = entryFor(stored, 'customer', names, urlOf);
    expect(shown.text).toBe(`Back by ${url}!`);
    expect(shown.link).toEqual({ linkId: 'l1', url });
  });

  it('has a placeholder instead of the address for agents', () => {
    const shown = entryFor(stored, 'agent', names, urlOf);
    expect(shown.text).toBe('Back by {ReconnectUrl{ReconnectID}}!');
    expect(shown.link).toEqual({ linkId: 'l1', url: null });
  });

  it("has the placeholder when the portal's address is no longer known", () => {
    expect(entryFor(stored, 'customer', names, () => null).text).toContain('{ReconnectUrl');
  });

  it('keeps slugs that belong to no link', () => {
    const plain = { ...stored, linkId: null };
    expect(entryFor(plain, 'customer', names, urlOf)).toMatchObject({ text: stored.text, link: null });
  });

  it('names its agent', () => {
    expect(entryFor(stored, 'customer', names, urlOf).params).toEqual({ name: 'Anna' });
    expect(entryFor(stored, 'customer', new Map(), urlOf).params).toEqual({});
  });

  it("shows agents the supervisor's account, and the customer only that a supervisor acted", () => {
    const system: StoredEntry = {
      ...stored,
      ...{ kind: 'system', sender: 'system', agentId: null, clientId: null, text: null, linkId: null },
      code: 'gave-up',
      params: { by: 'supervisor', accountId: 'sue' },
    };
    expect(entryFor(system, 'agent', names, urlOf).params).toEqual(system.params);
    expect(entryFor(system, 'customer', names, urlOf).params).toEqual({ by: 'supervisor' });
  });

  it('is hidden from the customer when it is internal, but keeps its seq', () => {
    const internal = { ...stored, visibility: 'internal' as const, params: { note: 'private' } };
    const shown = entryFor(internal, 'customer', names, urlOf);
    expect(shown).toMatchObject({ seq: 4, kind: 'hidden', text: null, agentId: null, clientId: null });
    expect(JSON.stringify(shown)).not.toMatch(/Back|private|anna|Anna|oc\.reconnectid/);
    expect(entryFor(internal, 'agent', names, urlOf).kind).toBe('message');
  });
});
