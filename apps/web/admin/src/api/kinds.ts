import {
  AccountSettings,
  NamedAgentSettings,
  QuickReplySettings,
  ServiceAccountSettings,
  WebhookSettings,
  WidgetSettings,
  WorkstreamSettings,
  type AuditEntry,
  type AuditWhat,
} from '@rejoin/contracts';
import { paths } from './paths';

export type { AuditEntry, AuditWhat as What };

/** The kinds of resources whose settings the console edits, by their path below `/v1/`. */
export const kinds = {
  workstreams: {
    what: 'workstream',
    idField: 'workstreamId',
    schema: WorkstreamSettings,
    paths: paths.workstreams,
  },
  widgets: { what: 'widget', idField: 'widgetId', schema: WidgetSettings, paths: paths.widgets },
  agents: { what: 'agent', idField: 'agentId', schema: NamedAgentSettings, paths: paths.agents },
  'quick-replies': {
    what: 'quick-reply',
    idField: 'quickReplyId',
    schema: QuickReplySettings,
    paths: paths.quickReplies,
  },
  accounts: { what: 'account', idField: 'accountId', schema: AccountSettings, paths: paths.accounts },
  'service-accounts': {
    what: 'service-account',
    idField: 'serviceAccountId',
    schema: ServiceAccountSettings,
    paths: paths.serviceAccounts,
  },
  webhooks: { what: 'webhook', idField: 'webhookId', schema: WebhookSettings, paths: paths.webhooks },
} as const;

/** What each kind of resource is saved as. */
export interface Kinds {
  readonly workstreams: WorkstreamSettings;
  readonly widgets: WidgetSettings;
  readonly agents: NamedAgentSettings;
  readonly 'quick-replies': QuickReplySettings;
  readonly accounts: AccountSettings;
  readonly 'service-accounts': ServiceAccountSettings;
  readonly webhooks: WebhookSettings;
}
export type Kind = keyof Kinds;

export interface SavedItem<Settings> {
  readonly id: string;
  readonly version: number;
  readonly changedAt: string;
  /** Of accounts: a code is asked for beside the password. */
  readonly hasSecondFactor: boolean;
  readonly settings: Settings;
}

interface Counts {
  readonly all: number;
  readonly active: number;
}

/** The number of resources of each kind. */
export interface Overview {
  readonly workstreams: Counts;
  readonly widgets: Counts & { readonly withReconnect: number };
  readonly agents: Counts & { readonly assigned: number };
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** What a response tells about a resource beside its settings. */
const beside = ['hasPassword', 'secrets', 'secret', 'offBecause', 'waiting', 'deadLetters'];

/** Divides the flat body of a response into the settings, and the id, version and time of change. */
export function savedOf<K extends Kind>(kind: K, flat: object): SavedItem<Kinds[K]> {
  const { idField } = kinds[kind];
  const { [idField]: id, version, changedAt, hasSecondFactor, ...rest } = flat as Record<string, unknown>;
  const settings = Object.fromEntries(Object.entries(rest).filter(([name]) => !beside.includes(name)));
  return {
    id: String(id),
    version: Number(version),
    changedAt: String(changedAt),
    hasSecondFactor: hasSecondFactor === true,
    settings: settings as unknown as Kinds[K],
  };
}

/** The name of a resource, which is its title if it is a quick reply. */
export function nameOf(settings: Kinds[Kind]): string {
  if ('displayName' in settings) return settings.displayName;
  return 'title' in settings ? settings.title : settings.name;
}
