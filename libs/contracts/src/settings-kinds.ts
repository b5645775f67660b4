import { z } from 'zod';
import type { SortField } from './http/config/resource';
import { AgentSettings, QuickReplySettings, WidgetSettings, WorkstreamSettings } from './settings';

/** A kind of thing that has settings, is told to the other services, and is deactivated but never deleted. */
export interface SettingsKind<Schema extends z.ZodObject = z.ZodObject> {
  readonly what: 'workstream' | 'widget' | 'agent' | 'quick-reply';
  readonly title: string;
  /** Below `/v1/`. */
  readonly path: string;
  readonly idField: string;
  readonly schema: Schema;
  /** The fields by which a list can be sorted, besides the time of the last change. The first one is the name. */
  readonly sorts: readonly [SortField, ...SortField[]];
}

/** An agent's name is kept by config and asked for (`agentNames`); the bus carries no names. */
export const NamedAgentSettings = AgentSettings.extend({ displayName: z.string().min(1).max(200) });
export type NamedAgentSettings = z.infer<typeof NamedAgentSettings>;

export const settingsKinds = {
  workstream: {
    what: 'workstream',
    title: 'Workstream',
    path: 'workstreams',
    idField: 'workstreamId',
    schema: WorkstreamSettings,
    sorts: ['name', 'unitsPerConversation'],
  },
  widget: {
    what: 'widget',
    title: 'Widget',
    path: 'widgets',
    idField: 'widgetId',
    schema: WidgetSettings,
    sorts: ['name'],
  },
  agent: {
    what: 'agent',
    title: 'Agent',
    path: 'agents',
    idField: 'agentId',
    schema: NamedAgentSettings,
    sorts: ['displayName', 'maxUnits'],
  },
  quickReply: {
    what: 'quick-reply',
    title: 'QuickReply',
    path: 'quick-replies',
    idField: 'quickReplyId',
    schema: QuickReplySettings,
    sorts: ['title', 'locale'],
  },
} as const satisfies Record<string, SettingsKind>;
