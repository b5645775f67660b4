import type {
  AgentSettings,
  QuickReplySettings,
  WidgetSettings,
  WorkstreamSettings,
  AccountSettings,
} from '@rejoin/contracts';

/** This password is public, so the demo accepts connections from localhost only. */
export const demoPassword = 'rejoin-demo';
export const demoSignedInWidget = 'demo-signed-in';

const workstream: WorkstreamSettings = {
  name: 'Demo',
  active: true,
  timeZone: 'UTC',
  unitsPerConversation: 1,
  wrapUpRule: 'always-block',
  wrapUpSeconds: null,
  autoCloseSeconds: 900,
  openHoldSeconds: 180,
};

/**
 * The demo's portal can be opened under each local name of this machine. The next port serves it as a second device.
 */
function originsOf(portalUrl: string): string[] {
  const portal = new URL(portalUrl);
  const port = portal.port ? `:${portal.port}` : '';
  const local = ['localhost', '127.0.0.1', '[::1]'].map((host) => `${portal.protocol}//${host}${port}`);
  const device = portal.port ? [`${portal.protocol}//127.0.0.1:${Number(portal.port) + 1}`] : [];
  return [...new Set([portal.origin, ...local, ...device])];
}

function widget(portalUrl: string): WidgetSettings {
  return {
    workstreamId: 'demo',
    name: 'Demo',
    active: true,
    locale: 'en',
    allowedOrigins: originsOf(portalUrl),
    askName: true,
    notifications: { showCount: true, playSound: true },
    debounceSeconds: 5,
    reconnect: {
      enabled: true,
      timeLimitSeconds: 90,
      portalUrl,
      redirectUrl: null,
      extension: { times: 2, seconds: 60 },
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
}

/** The same widget for signed-in customers. The demo's portal signs with the private half of `publicKey`. */
export function signedInWidget(portalUrl: string, publicKey: string): WidgetSettings {
  return {
    ...widget(portalUrl),
    name: 'Demo, signed in',
    askName: false,
    authentication: {
      required: true,
      publicKeys: [{ kid: null, publicKey, expiresAt: null }],
      jwksUrl: null,
      algorithms: ['ES256'],
      issuer: new URL(portalUrl).origin,
      audience: demoSignedInWidget,
      audienceRequired: true,
    },
  };
}

/**
 * Returns the settings of a demo widget with the current address of the portal instead of an earlier one. Other
 * settings stay, also a portal that a person has set. The demo's own origins are always allowed to show the widget.
 */
export function movedTo(portalUrl: string, settings: WidgetSettings): WidgetSettings {
  const { allowedOrigins, reconnect, authentication } = settings;
  const before = reconnect.portalUrl;
  const old = before !== null && isDemoPortal(before) ? originsOf(before) : [];
  const current = originsOf(portalUrl);
  const others = allowedOrigins.filter((origin) => !old.includes(origin) && !current.includes(origin));
  const { issuer } = authentication;
  return {
    ...settings,
    allowedOrigins: [...current, ...others],
    reconnect: { ...reconnect, portalUrl: old.length > 0 ? portalUrl : before },
    authentication: {
      ...authentication,
      issuer: issuer !== null && isDemoPortal(`${issuer}/portal`) ? new URL(portalUrl).origin : issuer,
    },
  };
}

/** Each start of the demo serves the portal at this path, on any port. */
function isDemoPortal(url: string): boolean {
  return /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/portal$/.test(url);
}

function quickReply(title: string, body: string): QuickReplySettings {
  return { workstreamId: 'demo', title, body, locale: 'en', active: true };
}

function agent(displayName: string, maxUnits: number): AgentSettings & { displayName: string } {
  return {
    displayName,
    active: true,
    maxUnits,
    defaultPresence: 'available',
    graceSeconds: 150,
    workstreamIds: ['demo'],
  };
}

function account(
  name: string,
  role: AccountSettings['roles'][number],
  agentId: string | null,
): AccountSettings {
  const displayName = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return { login: `${name}@demo`, displayName, roles: [role], agentId, active: true, external: null };
}

/** The first data of the demo, in the order in which it can be created. */
export const demo = {
  workstreams: { demo: workstream },
  widgets: (portalUrl: string) => ({ demo: widget(portalUrl) }),
  quickReplies: {
    'demo-greeting': quickReply('Greeting', 'Hello, and thanks for contacting us. How can I help you?'),
    'demo-reconnect-link': quickReply(
      'Reconnect link',
      'If you get disconnected or need to restart, use this link to return to this chat: {ReconnectUrl{ReconnectID}}',
    ),
  },
  agents: { anna: agent('Anna', 2), ben: agent('Ben', 3) },
  accounts: {
    anna: account('anna', 'agent', 'anna'),
    ben: account('ben', 'agent', 'ben'),
    sam: account('sam', 'supervisor', null),
    admin: account('admin', 'administrator', null),
  },
};
