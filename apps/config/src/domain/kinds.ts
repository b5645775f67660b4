import {
  AgentSettings,
  QuickReplySettings,
  WidgetSettings,
  WorkstreamSettings,
  type Fact,
} from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import { z } from 'zod';
import type { FieldProblem } from './rejection';
import { verificationKeyProblems } from './verification-keys';

export type Settings = Readonly<Record<string, unknown>>;

interface WorkstreamReference {
  readonly field: string;
  readonly workstreamId: string;
}

/** A kind of thing that has settings, is told to the other services, and is deactivated but never deleted. */
export interface Kind<Schema extends z.ZodObject = z.ZodObject> {
  readonly what: 'workstream' | 'widget' | 'agent' | 'quick-reply';
  readonly title: string;
  /** Below `/v1/`. */
  readonly path: string;
  readonly table: string;
  readonly idField: string;
  /** By what people know it, look for it, and find it in a list. */
  readonly nameField: 'name' | 'displayName' | 'title';
  readonly schema: Schema;
  fact(id: string, settings: z.infer<Schema>, at: Instant): Fact;
  workstreamsIn(settings: z.infer<Schema>): readonly WorkstreamReference[];
  /** What the schema alone cannot see. */
  problemsIn(settings: z.infer<Schema>): readonly FieldProblem[];
}

function kind<Schema extends z.ZodObject>(declared: Kind<Schema>): Kind<Schema> {
  return declared;
}

const none = (): readonly [] => [];

const workstream = kind({
  what: 'workstream',
  title: 'Workstream',
  path: 'workstreams',
  table: 'workstreams',
  idField: 'workstreamId',
  nameField: 'name',
  schema: WorkstreamSettings,
  fact: (workstreamId, settings, at) => ({ type: 'WorkstreamChanged', data: { workstreamId, settings, at } }),
  workstreamsIn: none,
  problemsIn: none,
});

const widget = kind({
  what: 'widget',
  title: 'Widget',
  path: 'widgets',
  table: 'widgets',
  idField: 'widgetId',
  nameField: 'name',
  schema: WidgetSettings,
  fact: (widgetId, settings, at) => ({ type: 'WidgetChanged', data: { widgetId, settings, at } }),
  workstreamsIn: ({ workstreamId }) => [{ field: '/workstreamId', workstreamId }],
  problemsIn: ({ authentication, reconnect }) => [
    ...verificationKeyProblems(authentication),
    ...credentialsIn('/reconnect/portalUrl', reconnect.portalUrl),
    ...credentialsIn('/reconnect/redirectUrl', reconnect.redirectUrl),
    ...credentialsIn('/authentication/jwksUrl', authentication.jwksUrl),
  ],
});

/** An agent's name is kept here and asked for (`agentNames`); the bus carries no names. */
const NamedAgentSettings = AgentSettings.extend({ displayName: z.string().min(1).max(200) });

const agent = kind({
  what: 'agent',
  title: 'Agent',
  path: 'agents',
  table: 'agents',
  idField: 'agentId',
  nameField: 'displayName',
  schema: NamedAgentSettings,
  fact: (agentId, settings, at) => ({
    type: 'AgentChanged',
    data: { agentId, settings: AgentSettings.parse(settings), at },
  }),
  workstreamsIn: ({ workstreamIds }) =>
    workstreamIds.map((workstreamId, i) => ({ field: `/workstreamIds/${i}`, workstreamId })),
  problemsIn: none,
});

const quickReply = kind({
  what: 'quick-reply',
  title: 'QuickReply',
  path: 'quick-replies',
  table: 'quick_replies',
  idField: 'quickReplyId',
  nameField: 'title',
  schema: QuickReplySettings,
  fact: (quickReplyId, settings, at) => ({ type: 'QuickReplyChanged', data: { quickReplyId, settings, at } }),
  workstreamsIn: ({ workstreamId }) => [{ field: '/workstreamId', workstreamId }],
  problemsIn: none,
});

export const kinds = { workstream, widget, agent, quickReply };

/** Everything wrong with settings that their schema let pass: unknown workstreams, unusable keys. */
export function settingsProblems(
  kind: Kind,
  settings: Settings,
  knownWorkstreams: ReadonlySet<string>,
): FieldProblem[] {
  const unknown = kind
    .workstreamsIn(settings)
    .filter(({ workstreamId }) => !knownWorkstreams.has(workstreamId));
  return [
    ...unknown.map(({ field }) => ({ field, message: 'there is no workstream with this id' })),
    ...kind.problemsIn(settings),
  ];
}

function credentialsIn(field: string, url: string | null): FieldProblem[] {
  if (url === null) return [];
  const { username, password } = new URL(url);
  return username || password ? [{ field, message: 'must not contain a user name or a password' }] : [];
}
