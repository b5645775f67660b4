import type { AgentFrame, Entry, Snapshot } from '@rejoin/contracts';

type Status = Extract<AgentFrame, { type: 'status' }>;
type Welcome = Extract<AgentFrame, { type: 'welcome' }>;

/** The data that the server sends when a desk opens. */
export interface Scene {
  readonly signIn: object;
  /** The differences from the usual welcome. */
  readonly welcome?: Partial<Welcome>;
  readonly status: Status;
  readonly conversations: readonly { readonly snapshot: Snapshot; readonly entries: readonly Entry[] }[];
}

const account: Welcome['account'] = {
  accountId: 'anna',
  agentId: 'anna',
  displayName: 'Anna Berg',
  roles: ['agent', 'supervisor'],
};

/** The instant in this number of minutes; negative numbers are in the past. */
export const at = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

export function welcomeTo(requestId: string): Welcome {
  const reply = (quickReplyId: string, title: string, body: string, locale = 'en') => ({
    quickReplyId,
    workstreamId: 'orders',
    title,
    body,
    locale,
    hasReconnectLink: body.includes('{ReconnectUrl'),
  });
  return {
    type: 'welcome',
    requestId,
    account,
    epoch: 1,
    tokenExpiresAt: at(600),
    serverNow: at(0),
    names: { orders: 'Orders and delivery', 'shop-help': 'Help in the shop' },
    quickReplies: [
      reply('greeting', 'Greeting', 'Hello, my name is Anna. How can I help you today?'),
      reply(
        'restart',
        'Before a restart',
        'Should we lose each other, come back with this link: {ReconnectUrl{ReconnectID}} I keep your place.',
      ),
      reply('thanks', 'Thanks for waiting', 'Thank you for your patience. I have found your order.'),
      reply('hallo', 'Begrüßung', 'Guten Tag, wie kann ich Ihnen helfen?', 'de'),
    ],
  };
}

export function snapshot(
  conversationId: string,
  name: string | null,
  more: Partial<Snapshot> = {},
): Snapshot {
  return {
    conversationId,
    widgetId: 'shop-help',
    workstreamId: 'orders',
    rev: 1,
    state: 'active',
    reason: 'InConversation',
    agent: { agentId: 'anna', name: 'Anna Berg', connected: true },
    customer: { name, status: 'connected', epoch: 1, lostAt: null },
    window: null,
    slotHeld: false,
    ahead: { nextLimitSeconds: 300, extensionsLeft: 2, extensionSeconds: 300, reconnection: true },
    ended: null,
    lastSeq: 0,
    locale: 'en',
    context: null,
    serverNow: at(0),
    ...more,
  };
}

/** A transcript from texts: numbered, one minute after the other, up to `until` minutes from now. */
export function talk(until: number, lines: readonly Partial<Entry>[]): Entry[] {
  return lines.map((line, index) => ({
    seq: index + 1,
    kind: line.code ? 'system' : 'message',
    sender: line.code ? 'system' : 'customer',
    agentId: line.sender === 'agent' ? 'anna' : null,
    clientId: null,
    text: null,
    code: null,
    params: line.sender === 'agent' ? { name: 'Anna Berg' } : {},
    visibility: 'public',
    locale: 'en',
    at: at(until - (lines.length - 1 - index)),
    link: null,
    ...line,
  }));
}

const started = { code: 'conversation-started' } as const;
const joined = {
  code: 'agent-joined',
  agentId: 'anna',
  params: { name: 'Anna Berg', transferred: false },
} as const;
const says = (text: string): Partial<Entry> => ({ text });
const answers = (text: string): Partial<Entry> => ({ sender: 'agent', text });

/** A desk without conversations. */
export function emptyScene(presence: Status['presence']): Scene {
  return {
    ...deskScene(),
    status: {
      type: 'status',
      presence,
      usedUnits: 0,
      heldUnits: 0,
      maxUnits: 6,
      queue: [],
      colleagues: [],
    },
    conversations: [],
  };
}

interface Away {
  readonly epoch: number;
  readonly lostMinutes: number;
  readonly extensionsLeft: number;
}

/** A customer who has disconnected, and can return within five minutes. */
function awayCustomer(id: string, name: string, { epoch, lostMinutes, extensionsLeft }: Away): Snapshot {
  const limitSeconds = 300;
  return snapshot(id, name, {
    customer: { name, status: 'away', epoch, lostAt: at(-lostMinutes) },
    window: {
      epoch,
      kind: 'reconnect',
      deadlineAt: at(limitSeconds / 60 - lostMinutes),
      limitSeconds,
      extensionsLeft,
      extensionSeconds: 300,
    },
    slotHeld: true,
  });
}

/**
 * A busy moment: one customer writes, two are away, one has returned by a link, one is in wrap-up, and a
 * queue waits.
 */
export function deskScene(): Scene {
  const mia = snapshot('c1-mia', 'Mia Torres', {
    context: { Tier: 'Gold', 'Customer since': '2019', Order: 'A-20881' },
  });
  const away = awayCustomer('c2-omar', 'Omar Haddad', { epoch: 1, lostMinutes: 1.4, extensionsLeft: 2 });
  const nearly = awayCustomer('c3-li', 'Li Wei', { epoch: 2, lostMinutes: 4.3, extensionsLeft: 0 });
  const off = snapshot('c4-anon', null, {
    ahead: { nextLimitSeconds: 180, extensionsLeft: 0, extensionSeconds: 1, reconnection: false },
  });
  const wrapUp = snapshot('c5-jan', 'Jan Novák', {
    state: 'wrap-up',
    ended: { by: 'system', reason: 'expired' },
  });
  const story = [
    started,
    joined,
    says('Hi! My parcel says delivered, but there is nothing at my door.'),
    says('Order A-20881'),
    answers('Hello Mia, I am sorry to hear that. Let me look at the courier’s photo.'),
    { code: 'customer-lost', params: { lostAt: at(-9), deadlineAt: at(-4) } } as const,
    { code: 'window-extended', params: { by: 'agent', deadlineAt: at(1) } } as const,
    { code: 'customer-back', params: { way: 'link', newDevice: true } } as const,
    says('Sorry, my laptop restarted. I am on my phone now.'),
    answers('No problem, we go on where we stopped. The photo shows a blue door: is that yours?'),
    answers('Should we lose each other again: {ReconnectUrl{ReconnectID}}'),
    says('No, ours is green! That must be number 14.'),
  ];
  return {
    signIn: { token: 'a-token', expiresAt: at(600), account },
    status: {
      type: 'status',
      presence: 'available',
      usedUnits: 5,
      heldUnits: 2,
      maxUnits: 6,
      queue: [
        {
          conversationId: 'q1',
          workstreamId: 'orders',
          queuedAt: at(-2),
          customerName: 'Noor Aziz',
          firstWords: 'Hello, my voucher is not accepted at the checkout.',
        },
      ],
      colleagues: [
        { agentId: 'ben', name: 'Ben Okafor', presence: 'available', freeUnits: 2 },
        { agentId: 'carla', name: 'Carla Rossi', presence: 'busy', freeUnits: 0 },
        { agentId: 'dev', name: 'Dev Patel', presence: 'do-not-disturb', freeUnits: 4 },
      ],
    },
    conversations: [
      { snapshot: mia, entries: talk(0, story) },
      {
        snapshot: away,
        entries: talk(-1, [
          started,
          joined,
          says('Where can I change the delivery address?'),
          answers('In your account. I can do it for you, too: what is the new address?'),
          says('One moment, my train enters a tunn'),
          { code: 'customer-lost', params: { lostAt: at(-1.4), deadlineAt: at(3.6) } },
        ]),
      },
      { snapshot: nearly, entries: talk(-5, [started, joined, answers('Are you still there?')]) },
      { snapshot: off, entries: talk(-1, [started, joined, says('Do you ship to Iceland?')]) },
      {
        snapshot: wrapUp,
        entries: talk(-3, [
          started,
          joined,
          says('I would like to return a lamp.'),
          { code: 'customer-lost', params: { lostAt: at(-9), deadlineAt: at(-4) } },
          { code: 'window-expired', params: { deadlineAt: at(-4) } },
          { ...answers('Wants to return lamp L-3; label was not sent yet.'), visibility: 'internal' },
        ]),
      },
    ],
  };
}
