import type {
  AccountSettings,
  AgentSettings,
  QuickReplySettings,
  WidgetSettings,
  WorkstreamSettings,
} from '@rejoin/contracts';

function agent(displayName: string, maxUnits: number): AgentSettings & { displayName: string } {
  return {
    displayName,
    active: true,
    maxUnits,
    defaultPresence: 'available',
    graceSeconds: 150,
    workstreamIds: ['shop'],
  };
}

function account(name: string, role: AccountSettings['roles'][number]): AccountSettings {
  const displayName = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const agentId = role === 'agent' ? name : null;
  return { login: `${name}@shop`, displayName, roles: [role], agentId, active: true, external: null };
}

const workstream: WorkstreamSettings = {
  name: 'Shop',
  active: true,
  timeZone: 'UTC',
  unitsPerConversation: 1,
  wrapUpRule: 'always-block',
  wrapUpSeconds: null,
  autoCloseSeconds: 900,
  openHoldSeconds: 180,
};

const widget: WidgetSettings = {
  workstreamId: 'shop',
  name: 'Shop',
  active: true,
  locale: 'en',
  allowedOrigins: ['https://shop.example'],
  askName: true,
  debounceSeconds: 5,
  reconnect: {
    enabled: true,
    timeLimitSeconds: 90,
    portalUrl: 'https://shop.example/help',
    redirectUrl: null,
    extension: { times: 2, seconds: 60 },
  },
  authentication: {
    required: false,
    publicKeys: [],
    jwksUrl: null,
    algorithms: ['ES256'],
    issuer: null,
    audience: null,
    audienceRequired: true,
  },
};

const greeting: QuickReplySettings = {
  workstreamId: 'shop',
  title: 'Greeting',
  body: 'How can I help you?',
  locale: 'en',
  active: true,
};

/** Settings that meet all rules, and the accounts of two agents, a supervisor and an administrator. */
export const shop = {
  password: 'tunnel-kettle-violet',
  workstream,
  widget,
  greeting,
  agents: { anna: agent('Anna', 2), ben: agent('Ben', 3) },
  accounts: {
    anna: account('anna', 'agent'),
    ben: account('ben', 'agent'),
    sam: account('sam', 'supervisor'),
    admin: account('admin', 'administrator'),
  },
};
