import { defaultDebounceSeconds, defaultGraceSeconds, type WidgetSettings } from '@rejoin/contracts';
import type { SeedFile } from './seed-file';

const signedIn = 'demo-signed-in';

type Authentication = WidgetSettings['authentication'];

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

const anybody: Authentication = {
  required: false,
  publicKeys: [],
  jwksUrl: null,
  algorithms: ['RS256', 'ES256', 'EdDSA'],
  issuer: null,
  audience: null,
  audienceRequired: true,
};

/** The demo's portal signs with the private half of `publicKey`. */
function customersOf(portalUrl: string, publicKey: string): Authentication {
  return {
    ...anybody,
    required: true,
    publicKeys: [{ kid: null, publicKey, expiresAt: null }],
    algorithms: ['ES256'],
    issuer: new URL(portalUrl).origin,
    audience: signedIn,
  };
}

function widget(id: string, name: string, portalUrl: string, authentication: Authentication) {
  return {
    id,
    name,
    workstream: 'demo',
    active: true,
    locale: 'en',
    allowedOrigins: originsOf(portalUrl),
    askName: !authentication.required,
    notifications: { showCount: true, playSound: true },
    debounceSeconds: defaultDebounceSeconds,
    reconnect: {
      enabled: true,
      timeLimitSeconds: 90,
      portalUrl,
      redirectUrl: null,
      extension: { times: 2, seconds: 60 },
    },
    authentication,
  };
}

function quickReply(id: string, title: string, body: string) {
  return { id, workstream: 'demo', title, body, locale: 'en', active: true };
}

function agent(displayName: string, maxUnits: number) {
  const presence = { defaultPresence: 'available', graceSeconds: defaultGraceSeconds };
  return {
    id: displayName.toLowerCase(),
    displayName,
    active: true,
    maxUnits,
    ...presence,
    workstreams: ['demo'],
  };
}

function account(displayName: string, role: 'agent' | 'supervisor' | 'administrator') {
  const id = displayName.toLowerCase();
  return { id, login: `${id}@demo`, displayName, roles: [role], ...(role === 'agent' ? { agent: id } : {}) };
}

/** The demo as a seed. It has the chat widget of signed-in customers if the portal has a key. */
export function demoSeed(portalUrl: string, publicKey?: string): SeedFile {
  return {
    rejoin: 1,
    workstreams: [
      {
        id: 'demo',
        name: 'Demo',
        active: true,
        timeZone: 'UTC',
        unitsPerConversation: 1,
        wrapUpRule: 'always-block',
        wrapUpSeconds: null,
        autoCloseSeconds: 900,
        openHoldSeconds: 180,
      },
    ],
    agents: [agent('Anna', 2), agent('Ben', 3)],
    widgets: [
      widget('demo', 'Demo', portalUrl, anybody),
      ...(publicKey === undefined
        ? []
        : [widget(signedIn, 'Demo, signed in', portalUrl, customersOf(portalUrl, publicKey))]),
    ],
    quickReplies: [
      quickReply('demo-greeting', 'Greeting', 'Hello, and thanks for contacting us. How can I help you?'),
      quickReply(
        'demo-reconnect-link',
        'Reconnect link',
        'If you get disconnected or need to restart, use this link to return to this chat: {ReconnectUrl{ReconnectID}}',
      ),
    ],
    accounts: [
      account('Anna', 'agent'),
      account('Ben', 'agent'),
      account('Sam', 'supervisor'),
      account('Admin', 'administrator'),
    ],
  };
}

/**
 * Returns the settings of a demo widget with the current address and key of the portal instead of earlier ones. Other
 * settings stay, also a portal that a person has set. The demo's own origins are always allowed to show the widget.
 */
export function movedTo(
  portalUrl: string,
  publicKey: string | undefined,
  settings: WidgetSettings,
): WidgetSettings {
  const { allowedOrigins, reconnect, authentication } = settings;
  const before = reconnect.portalUrl;
  const old = before !== null && isDemoPortal(before) ? originsOf(before) : [];
  const current = originsOf(portalUrl);
  const others = allowedOrigins.filter((origin) => !old.includes(origin) && !current.includes(origin));
  const { issuer, audience } = authentication;
  const { publicKeys } =
    publicKey !== undefined && audience === signedIn ? customersOf(portalUrl, publicKey) : authentication;
  return {
    ...settings,
    allowedOrigins: [...current, ...others],
    reconnect: { ...reconnect, portalUrl: old.length > 0 ? portalUrl : before },
    authentication: {
      ...authentication,
      publicKeys,
      issuer: issuer !== null && isDemoPortal(`${issuer}/portal`) ? new URL(portalUrl).origin : issuer,
    },
  };
}

/** Each start of the demo serves the portal at this path, on any port. */
function isDemoPortal(url: string): boolean {
  return /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/portal$/.test(url);
}
