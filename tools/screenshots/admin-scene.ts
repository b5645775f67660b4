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

const agent = (maxUnits: number): AgentSettings => ({
  active: true,
  maxUnits,
  defaultPresence: 'available',
  graceSeconds: 150,
  workstreamIds: ['orders'],
});

const account = (accountId: string, displayName: string, role: string, agentId: string | null) => ({
  ...saved,
  accountId,
  login: `${accountId}@contoso.example`,
  displayName,
  roles: [role],
  agentId,
  active: true,
  external: null,
  hasPassword: true,
});

/** A shop's settings, and what was changed in them. */
export function adminScene() {
  const by = (accountId: string) => ({ as: 'account', accountId });
  const limit = (timeLimitSeconds: number) => ({
    ...shop,
    reconnect: { ...shop.reconnect, timeLimitSeconds },
  });
  const widgetId = 'shop';
  const change = { what: 'widget', id: widgetId, action: 'changed' };
  return {
    signIn: {
      token: 'of-the-stage',
      expiresAt: '2030-01-01T00:00:00.000Z',
      account: { accountId: 'kim', agentId: null, displayName: 'Kim', roles: ['administrator'] },
    },
    gateways: ['https://chat.contoso.example'],
    newer: { widgetId, ...saved, version: 4, ...limit(600) },
    history: [
      {
        ...change,
        seq: 4,
        at: '2026-05-04T09:12:00.000Z',
        by: by('robin'),
        version: 3,
        old: limit(300),
        new: shop,
      },
      {
        seq: 3,
        at: '2026-05-03T14:40:00.000Z',
        by: by('kim'),
        what: 'agent',
        id: 'anna',
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
        by: by('kim'),
        version: 1,
        old: null,
        new: shop,
      },
    ],
    things: {
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
          ...reply('Greeting', 'Hello, and thank you for writing. How can I help you?'),
        },
        {
          quickReplyId: 'link',
          ...saved,
          ...reply(
            'Link to come back',
            'If you have to restart, this link brings you back to me: {ReconnectUrl{ReconnectID}}',
          ),
        },
      ],
      agents: [
        { agentId: 'anna', displayName: 'Anna', ...saved, ...agent(4) },
        { agentId: 'ben', displayName: 'Ben', ...saved, ...agent(3) },
      ],
      accounts: [
        account('anna', 'Anna', 'agent', 'anna'),
        account('ben', 'Ben', 'agent', 'ben'),
        account('kim', 'Kim', 'administrator', null),
        account('robin', 'Robin', 'administrator', null),
      ],
    },
  };
}
