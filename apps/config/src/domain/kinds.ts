import {
  AgentSettings,
  fieldProblem,
  settingsKinds,
  type Fact,
  type FieldProblem,
  type SettingsKind,
} from '@rejoin/contracts';
import type { Instant } from '@rejoin/kernel';
import type { z } from 'zod';
import { verificationKeyProblems } from './verification-keys';

export type Settings = Readonly<Record<string, unknown>>;

interface WorkstreamReference {
  readonly field: string;
  readonly workstreamId: string;
}

/** What config knows about a kind of resource with settings, in addition to its public schema. */
export interface Kind<Schema extends z.ZodObject = z.ZodObject> extends SettingsKind<Schema> {
  readonly table: string;
  /** The name of a resource, by which people search and sort. */
  readonly nameField: 'name' | 'displayName' | 'title';
  fact(id: string, settings: z.infer<Schema>, at: Instant): Fact;
  workstreamsIn(settings: z.infer<Schema>): readonly WorkstreamReference[];
  /** Finds the problems that the schema cannot find. */
  problemsIn(settings: z.infer<Schema>): readonly FieldProblem[];
}

function kind<Schema extends z.ZodObject>(declared: Kind<Schema>): Kind<Schema> {
  return declared;
}

const none = (): readonly [] => [];

const workstream = kind({
  ...settingsKinds.workstream,
  table: 'workstreams',
  nameField: 'name',
  fact: (workstreamId, settings, at) => ({ type: 'WorkstreamChanged', data: { workstreamId, settings, at } }),
  workstreamsIn: none,
  problemsIn: none,
});

const widget = kind({
  ...settingsKinds.widget,
  table: 'widgets',
  nameField: 'name',
  fact: (widgetId, settings, at) => ({ type: 'WidgetChanged', data: { widgetId, settings, at } }),
  workstreamsIn: ({ workstreamId }) => [{ field: '/workstreamId', workstreamId }],
  problemsIn: ({ authentication, reconnect }) => [
    ...verificationKeyProblems(authentication),
    ...credentialsIn('/reconnect/portalUrl', reconnect.portalUrl),
    ...credentialsIn('/reconnect/redirectUrl', reconnect.redirectUrl),
    ...credentialsIn('/authentication/jwksUrl', authentication.jwksUrl),
  ],
});

const agent = kind({
  ...settingsKinds.agent,
  table: 'agents',
  nameField: 'displayName',
  fact: (agentId, settings, at) => ({
    type: 'AgentChanged',
    data: { agentId, settings: AgentSettings.parse(settings), at },
  }),
  workstreamsIn: ({ workstreamIds }) =>
    workstreamIds.map((workstreamId, i) => ({ field: `/workstreamIds/${i}`, workstreamId })),
  problemsIn: none,
});

const quickReply = kind({
  ...settingsKinds.quickReply,
  table: 'quick_replies',
  nameField: 'title',
  fact: (quickReplyId, settings, at) => ({ type: 'QuickReplyChanged', data: { quickReplyId, settings, at } }),
  workstreamsIn: ({ workstreamId }) => [{ field: '/workstreamId', workstreamId }],
  problemsIn: none,
});

export const kinds = { workstream, widget, agent, quickReply };

/** Returns all problems of settings that passed their schema, such as unknown workstreams and unusable keys. */
export function settingsProblems(
  kind: Kind,
  settings: Settings,
  knownWorkstreams: ReadonlySet<string>,
): FieldProblem[] {
  const unknown = kind
    .workstreamsIn(settings)
    .filter(({ workstreamId }) => !knownWorkstreams.has(workstreamId));
  return [
    ...unknown.map(({ field }) => fieldProblem(field, 'workstream-unknown')),
    ...kind.problemsIn(settings),
  ];
}

function credentialsIn(field: string, url: string | null): FieldProblem[] {
  if (url === null) return [];
  const { username, password } = new URL(url);
  return username || password ? [fieldProblem(field, 'url-credentials')] : [];
}
