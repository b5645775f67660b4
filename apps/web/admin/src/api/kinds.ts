import type {
  AgentSettings,
  QuickReplySettings,
  Role,
  WidgetSettings,
  WorkstreamSettings,
} from '@rejoin/contracts';

export interface AccountSettings {
  readonly login: string;
  readonly displayName: string;
  readonly roles: Role[];
  readonly agentId: string | null;
  readonly active: boolean;
  readonly external: { readonly iss: string; readonly sub: string } | null;
}

/** What each kind of thing is saved as, by its path below `/v1/`. */
export interface Kinds {
  readonly workstreams: WorkstreamSettings;
  readonly widgets: WidgetSettings;
  readonly agents: AgentSettings & { readonly displayName: string };
  readonly 'quick-replies': QuickReplySettings;
  readonly accounts: AccountSettings;
}
export type Kind = keyof Kinds;

export interface Saved<Settings> {
  readonly id: string;
  readonly version: number;
  readonly changedAt: string;
  /** Of accounts: a code is asked for beside the password. */
  readonly hasSecondFactor: boolean;
  readonly settings: Settings;
}

export type What =
  'workstream' | 'widget' | 'agent' | 'quick-reply' | 'account' | 'service-account' | 'webhook';

interface Counts {
  readonly all: number;
  readonly active: number;
}

/** How much there is of what. */
export interface Overview {
  readonly workstreams: Counts;
  readonly widgets: Counts & { readonly withReconnect: number };
  readonly agents: Counts & { readonly assigned: number };
}

/** One line of the audit log; `old` is null for what is new, both for what is not for the reader. */
export interface AuditEntry {
  readonly seq: number;
  readonly at: string;
  readonly by: {
    readonly as: 'account' | 'setup' | 'demo' | 'system';
    readonly accountId: string | null;
    readonly displayName: string | null;
  };
  readonly what: What;
  readonly id: string;
  readonly name: string;
  readonly action:
    | 'created'
    | 'changed'
    | 'password-set'
    | 'second-factor-on'
    | 'second-factor-off'
    | 'secret-added'
    | 'secret-removed'
    | 'secret-rotated'
    | 'tested'
    | 'redelivered'
    | 'discarded'
    | 'deleted'
    | 'switched-off';
  readonly version: number;
  readonly old: unknown;
  readonly new: unknown;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export const idFields: Readonly<Record<Kind, string>> = {
  workstreams: 'workstreamId',
  widgets: 'widgetId',
  agents: 'agentId',
  'quick-replies': 'quickReplyId',
  accounts: 'accountId',
};

export const whatOf: Readonly<Record<Kind, What>> = {
  workstreams: 'workstream',
  widgets: 'widget',
  agents: 'agent',
  'quick-replies': 'quick-reply',
  accounts: 'account',
};

export function kindOf(what: What): Kind {
  return (Object.keys(whatOf) as Kind[]).find((kind) => whatOf[kind] === what) ?? 'workstreams';
}

/** Takes the flat body of the door apart: id, version and time of change on one side, settings on the other. */
export function savedOf<K extends Kind>(kind: K, flat: Readonly<Record<string, unknown>>): Saved<Kinds[K]> {
  const { [idFields[kind]]: id, version, changedAt, hasPassword: _, hasSecondFactor, ...settings } = flat;
  return {
    id: String(id),
    version: Number(version),
    changedAt: String(changedAt),
    hasSecondFactor: hasSecondFactor === true,
    settings: settings as unknown as Kinds[K],
  };
}
