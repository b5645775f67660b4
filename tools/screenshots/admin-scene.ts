import type {
  AgentSettings,
  QuickReplySettings,
  WidgetSettings,
  WorkstreamSettings,
} from '@rejoin/contracts';

export type Things = Readonly<Record<string, readonly object[]>>;

const saved = { version: 3, changedAt: '2026-05-04T09:12:00.000Z' };

const workstream = (name: string, unitsPerConversation: number): WorkstreamSettings => ({
  name,
  active: true,
  timeZone: 'Europe/Berlin',
  unitsPerConversation,
  wrapUpRule: 'custom-time',
  wrapUpSeconds: 300,
  autoCloseSeconds: 900,
  openHoldSeconds: 180,
});

const shop: WidgetSettings = {
  workstreamId: 'orders',
  name: 'Contoso shop',
  active: true,
  locale: 'en',
  allowedOrigins: ['https://shop.contoso.example', 'https://help.contoso.example'],
  askName: true,
  sharedDomain: 'contoso.example',
  notifications: { showCount: true, playSound: true },
  debounceSeconds: 5,
  reconnect: {
    enabled: true,
    timeLimitSeconds: 900,
    portalUrl: 'https://shop.contoso.example/help?topic=orders',
    redirectUrl: 'https://shop.contoso.example/contact',
    extension: { times: 2, seconds: 300 },
  },
  authentication: {
    required: false,
    publicKeys: [],
    jwksUrl: null,
    algorithms: ['RS256', 'ES256', 'EdDSA'],
    issuer: null,
    audience: null,
    audienceRequired: true,
  },
};
const portal: WidgetSettings = {
  ...shop,
  name: 'Customer portal',
  reconnect: { ...shop.reconnect, enabled: false },
  authentication: {
    ...shop.authentication,
    required: true,
    jwksUrl: 'https://login.contoso.example/keys',
    audience: 'contoso-chat',
  },
};

const reply = (title: string, body: string): QuickReplySettings => ({
  workstreamId: 'orders',
  title,
  body,
  locale: 'en',
  active: true,
});

const agent = (displayName: string, maxUnits: number, ...workstreamIds: string[]) => {
  const settings: AgentSettings = {
    active: workstreamIds.length > 0,
    maxUnits,
    defaultPresence: 'available',
    graceSeconds: 150,
    workstreamIds,
  };
  return { agentId: displayName.toLowerCase(), displayName, ...saved, ...settings };
};

const account = (displayName: string, ...roles: string[]) => ({
  ...saved,
  accountId: displayName.toLowerCase(),
  login: `${displayName.toLowerCase()}@contoso.example`,
  displayName,
  roles,
  agentId: roles.includes('agent') ? displayName.toLowerCase() : null,
  active: true,
  external: null,
  hasPassword: true,
});

const serviceAccount = (name: string, scopes: readonly string[], ...secrets: readonly object[]) => ({
  ...saved,
  serviceAccountId: name.toLowerCase(),
  name,
  scopes,
  active: true,
  secrets,
});

const webhook = (name: string, more: object) => ({
  ...saved,
  webhookId: name.toLowerCase().replace(' ', '-'),
  name,
  url: 'https://events.contoso.example/rejoin',
  eventTypes: [],
  active: true,
  offBecause: null,
  secrets: [{ secretId: 's1', hint: 'a7Gd', expiresAt: null }],
  waiting: 0,
  deadLetters: 0,
  ...more,
});

const delivery = (deliveryId: number, state: string, more: object) => ({
  deliveryId,
  subject: `c-${deliveryId}`,
  type: 'ConversationStarted',
  recordedAt: saved.changedAt,
  state,
  isBehindDeadLetter: false,
  attempts: 0,
  lastAttempt: null,
  ...more,
});

const by = (displayName: string) => ({
  as: 'account',
  accountId: displayName.toLowerCase(),
  displayName,
});
const limit = (timeLimitSeconds: number) => ({
  ...shop,
  reconnect: { ...shop.reconnect, timeLimitSeconds },
});
const widgetId = 'shop';
const change = { what: 'widget', id: widgetId, name: shop.name, action: 'changed' };

const history = () => [
  {
    ...change,
    seq: 4,
    at: '2026-05-04T09:12:00.000Z',
    by: by('Robin'),
    version: 3,
    old: limit(300),
    new: shop,
  },
  {
    seq: 3,
    at: '2026-05-03T14:40:00.000Z',
    by: by('Kim'),
    what: 'agent',
    id: 'anna',
    name: 'Anna',
    action: 'changed',
    version: 2,
    old: { displayName: 'Anna', maxUnits: 2 },
    new: { displayName: 'Anna', maxUnits: 4 },
  },
  {
    ...change,
    action: 'created',
    seq: 1,
    at: '2026-05-02T08:00:00.000Z',
    by: by('Kim'),
    version: 1,
    old: null,
    new: shop,
  },
];

const things = () => ({
  workstreams: [
    { workstreamId: 'orders', ...saved, ...workstream('Orders', 1) },
    { workstreamId: 'returns', ...saved, ...workstream('Returns', 2) },
  ],
  widgets: [
    { widgetId, ...saved, ...shop },
    { widgetId: 'portal', ...saved, ...portal },
  ],
  'quick-replies': [
    {
      quickReplyId: 'hello',
      ...saved,
      ...reply('Greeting', 'Hello, and thanks for contacting us. How can I help you?'),
    },
    {
      quickReplyId: 'link',
      ...saved,
      ...reply(
        'Reconnect link',
        'If you have to restart, this link brings you back to me: {ReconnectUrl{ReconnectID}}',
      ),
    },
  ],
  agents: [
    agent('Anna', 4, 'orders'),
    agent('Ben', 3, 'orders', 'returns'),
    agent('Chidi', 4, 'returns'),
    agent('Dana', 2),
    agent('Elif', 4, 'orders'),
    agent('Farid', 3, 'orders', 'returns'),
    agent('Grace', 5, 'returns'),
    agent('Hugo', 4, 'orders'),
  ],
  accounts: [
    account('Anna', 'agent'),
    account('Ben', 'agent', 'supervisor'),
    account('Chidi', 'agent'),
    account('Kim', 'administrator'),
    account('Robin', 'supervisor', 'administrator'),
  ],
  'service-accounts': [
    serviceAccount('Reports', ['figures:read'], {
      secretId: 's1',
      hint: 'k3Qz',
      expiresAt: '2027-05-02T08:00:00.000Z',
      lastUsedAt: '2026-05-04T06:00:00.000Z',
    }),
    serviceAccount(
      'Archive',
      ['conversations:read', 'settings:read'],
      { secretId: 's2', hint: 'w81B', expiresAt: '2026-06-01T08:00:00.000Z', lastUsedAt: null },
      { secretId: 's3', hint: 'pP0x', expiresAt: '2027-06-01T08:00:00.000Z', lastUsedAt: null },
    ),
  ],
  webhooks: [
    webhook('CRM', { waiting: 3, deadLetters: 1, eventTypes: ['ConversationStarted'] }),
    webhook('Old ticketing', { active: false, offBecause: 'gone' }),
  ],
});

const deliveries = () => [
  delivery(12, 'waiting', { isBehindDeadLetter: true }),
  delivery(11, 'dead', {
    attempts: 9,
    lastAttempt: { at: saved.changedAt, status: 500, error: null, ms: 40 },
  }),
  delivery(10, 'delivered', {
    attempts: 1,
    lastAttempt: { at: saved.changedAt, status: 204, error: null, ms: 80 },
  }),
];

/** A shop's settings, and their history. */
export function adminScene() {
  return {
    signIn: {
      token: 'of-the-stage',
      expiresAt: '2030-01-01T00:00:00.000Z',
      account: { accountId: 'kim', agentId: null, displayName: 'Kim', roles: ['administrator'] },
    },
    gateways: ['https://chat.contoso.example'],
    overview: {
      workstreams: { all: 2, active: 2 },
      widgets: { all: 2, active: 2, withReconnect: 1 },
      agents: { all: 8, active: 7, assigned: 7 },
    },
    newer: { widgetId, ...saved, version: 4, ...limit(600) },
    history: history(),
    things: things(),
    deliveries: deliveries(),
  };
}

export type AdminScene = ReturnType<typeof adminScene>;

/** An installation whose first administrator signs in for the first time. */
export function emptyScene(): AdminScene {
  const none = { all: 0, active: 0 };
  const { things, ...scene } = adminScene();
  const accounts = things.accounts.filter(({ displayName }) => displayName === 'Kim');
  return {
    ...scene,
    overview: {
      workstreams: none,
      widgets: { ...none, withReconnect: 0 },
      agents: { ...none, assigned: 0 },
    },
    history: [],
    things: {
      workstreams: [],
      widgets: [],
      'quick-replies': [],
      agents: [],
      accounts,
      'service-accounts': [],
      webhooks: [],
    },
    deliveries: [],
  };
}
