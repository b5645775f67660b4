import { linkSecretOf } from '@rejoin/client';
import { eventually, type TestSystem } from '@rejoin/testing';
import { Subscriber } from './subscriber';
import { texts, type Agent, type Customer } from './people';
import type { Shop } from './shop';
import { World } from './world';

const person = { customer: 'Ottoline Brackenridge', agent: 'Wilhelmina Ashdown', subject: 'patient-4711' };
const words = {
  question: 'my invoice 20931 is wrong',
  answer: 'let me see what happened there',
  missed: 'while you were gone I found it',
};

const families = {
  session_gateway: 'session',
  reconnection_timer: 'reconnection',
  routing: 'routing',
} as const;

describe('a subscriber that knows only the documents of the bus', () => {
  let world: World<TestSystem>;
  let subscriber: Subscriber;
  let conversationId = '';
  let wilhelmina: Agent;
  const secrets: string[] = [];

  beforeAll(async () => {
    world = await World.open();
    subscriber = await Subscriber.connect(world.system.nats.urlOf('integrator'));
    await playTheStory();
    await eventually(() => expect(told('routing')).toContain('ConversationClosed'));
    for (const [service, family] of Object.entries(families)) {
      const all = await world.told(service as keyof typeof families, conversationId);
      await eventually(() => expect(told(family)).toEqual(all));
    }
  });
  afterAll(async () => {
    await subscriber.close();
    await world.close();
  });

  const told = (family: string) => subscriber.typesOf(family, conversationId);

  /**
   * The story covers a chat from its start to the last note. Both sides lose their connection once, and the
   * customer returns on a new device.
   */
  async function playTheStory(): Promise<void> {
    const shop = await world.shop({ signedIn: true, workstream: { wrapUpRule: 'always-block' } });
    wilhelmina = await world.agent(shop, 'agent', { displayName: person.agent });
    const { desk, agentId } = wilhelmina;
    const laptop = await world.customer(shop, { subject: person.subject });
    ({ conversationId } = await laptop.chat.start({ name: person.customer }));
    secrets.push(secretOf(shop, laptop));
    await eventually(() => expect(laptop.chat.conversation?.agent?.agentId).toBe(agentId));
    await laptop.chat.send(words.question);
    await desk.send(conversationId, words.answer);

    wilhelmina.cutter.cut();
    await eventually(() => expect(laptop.chat.conversation?.agent?.connected).toBe(false));
    wilhelmina.cutter.restore();
    await eventually(() => expect(laptop.chat.conversation?.agent?.connected).toBe(true));

    await desk.sendQuickReply(conversationId, shop.linkReply);
    const url = await eventually(() => {
      const link = laptop.chat.entries.findLast((entry) => entry.link?.url)?.link?.url;
      expect(link).toBeTruthy();
      return link ?? '';
    });
    laptop.cutter.cut();
    await eventually(() => expect(desk.conversation(conversationId)?.snapshot?.slotHeld).toBe(true));
    await desk.send(conversationId, words.missed);
    const phone = await world.customer(shop, { gateway: 1, subject: person.subject });
    await phone.chat.reconnectByLink(url);
    secrets.push(linkSecretOf(url) ?? '', secretOf(shop, phone), wilhelmina.token);
    await eventually(() => expect(texts(phone.chat.entries)).toContain(words.missed));
    await eventually(() => expect(desk.conversation(conversationId)?.snapshot?.slotHeld).toBe(false));

    await desk.end(conversationId);
    await eventually(() => expect(desk.conversation(conversationId)?.snapshot?.state).toBe('wrap-up'));
    await desk.closeConversation(conversationId);
  }

  /** The secret of the chat, as this browser stores it. */
  function secretOf(shop: Shop, { storage }: Customer): string {
    return /"secret":"([\w-]+)"/.exec(storage.getItem(`rejoin.${shop.name}`) ?? '')?.[1] ?? '';
  }

  it('receives how the customer arrived, disconnected and returned', () => {
    expect(told('session').filter((type) => type !== 'MessageSent')).toEqual([
      'ConversationStarted',
      'ReconnectLinkSent',
      'CustomerDisconnected',
      'CustomerReconnected',
      'ReconnectLinkSent',
    ]);
    expect(
      subscriber.of('session', conversationId).filter(({ type }) => type.endsWith('.MessageSent')),
    ).toHaveLength(4);
    expect(told('reconnection')).toEqual([
      'ReconnectionWindowOpened',
      'ReconnectRequested',
      'ReconnectAccepted',
      'ConversationSealed',
    ]);
  });

  it('receives what the chat cost the agent', () => {
    expect(told('routing')).toEqual([
      'ConversationQueued',
      'AgentAssigned',
      'CapacityHeld',
      'CapacityResumed',
      'ConversationWrappedUp',
      'CapacityReleased',
      'ConversationClosed',
    ]);
  });

  it('receives each disconnect and return of the agent once', async () => {
    await eventually(() =>
      expect(subscriber.typesOf('agent-session', wilhelmina.agentId)).toEqual([
        'AgentConnected',
        'AgentDisconnected',
        'AgentConnected',
      ]),
    );
  });

  it('can combine the parts of the story by the contents of the facts', () => {
    const data = (family: string, type: string) =>
      subscriber.of(family, conversationId).find((fact) => fact.type === `rejoin.v1.${type}`)?.data;
    const lost = data('session', 'CustomerDisconnected');
    expect(data('reconnection', 'ReconnectionWindowOpened')).toMatchObject({
      epoch: lost?.['epoch'],
      deadlineAt: lost?.['deadlineAt'],
    });
    expect(data('session', 'CustomerReconnected')).toMatchObject({ way: 'link', newDevice: true, epoch: 2 });
    expect(data('reconnection', 'ReconnectAccepted')).toMatchObject({ way: 'link', nextEpoch: 2 });
    expect(data('reconnection', 'ConversationSealed')).toMatchObject({ by: 'agent', reason: 'ended' });
    expect(data('routing', 'CapacityReleased')).toMatchObject({ agentId: wilhelmina.agentId, units: 1 });
  });

  it('receives versions 1..n of everything', () => {
    const versions = new Map<string, number[]>();
    for (const { family, subject, version } of subscriber.heard) {
      const name = `${family}/${subject}`;
      versions.set(name, [...(versions.get(name) ?? []), version]);
    }
    for (const heard of versions.values()) expect(heard).toEqual(heard.map((_, i) => i + 1));
    expect([...versions.keys()]).toEqual(
      expect.arrayContaining(
        ['session', 'reconnection', 'routing'].map((family) => `${family}/${conversationId}`),
      ),
    );
  });

  it('gets every message on its channel and as its schema describes', () => {
    expect(subscriber.complaints).toEqual([]);
    expect(subscriber.raw.length).toBeGreaterThan(20);
  });

  it('receives no text, name, secret or token', () => {
    expect(secrets.filter((secret) => secret.length < 20)).toEqual([]);
    const everything = subscriber.raw.join('\n');
    const [first, last] = person.customer.split(' ');
    const names = [person.customer, first, last, person.agent, person.subject, 'Ashdown', 'gold'];
    for (const never of [...Object.values(words), ...names, ...secrets])
      expect(everything).not.toContain(never);
    expect(everything).not.toMatch(/eyJ[\w-]{10}/);
    expect(everything).not.toMatch(/oc\.reconnectid=/);
  });
});
