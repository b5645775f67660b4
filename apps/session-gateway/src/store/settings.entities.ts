import type {
  AgentSettings,
  QuickReplySettings,
  WidgetSettings,
  WorkstreamSettings,
} from '@rejoin/contracts';
import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

/** The settings of a resource, from config's facts. */
export interface SettingsRow<Settings> {
  readonly id: string;
  readonly settings: Settings;
}

const columns: Record<keyof SettingsRow<unknown>, EntitySchemaColumnOptions> = {
  id: { type: 'text', primary: true },
  settings: { type: 'jsonb' },
};

export const WidgetEntity = new EntitySchema<SettingsRow<WidgetSettings>>({ name: 'widgets', columns });
export const WorkstreamEntity = new EntitySchema<SettingsRow<WorkstreamSettings>>({
  name: 'workstreams',
  columns,
});
export const AgentEntity = new EntitySchema<SettingsRow<AgentSettings>>({ name: 'agents', columns });
export const QuickReplyEntity = new EntitySchema<
  SettingsRow<QuickReplySettings> & { readonly workstreamId: string }
>({
  name: 'quick_replies',
  columns: { ...columns, workstreamId: { name: 'workstream_id', type: 'text' } },
});

export const settingsEntities = [WidgetEntity, WorkstreamEntity, AgentEntity, QuickReplyEntity];
