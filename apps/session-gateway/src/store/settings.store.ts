import type {
  AgentSettings,
  QuickReplySettings,
  WidgetSettings,
  WorkstreamSettings,
} from '@rejoin/contracts';
import { defaultDebounceSeconds, silentResumeSeconds } from '@rejoin/contracts';
import { Database, rowOf, type Tx } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { EntitySchema } from 'typeorm';
import type { WindowRules } from '../domain/session-connections';
import {
  AgentEntity,
  QuickReplyEntity,
  WidgetEntity,
  WorkstreamEntity,
  type SettingsRow,
} from './settings.entities';

const freshMs = 1_000;
/** The maximum size of the quick replies that a desk receives in its first frame. */
const quickReplyBytes = 1024 * 1024;

export type QuickReply = SettingsRow<QuickReplySettings>;

/** A projection of config's facts. Reads go through a cache, so a change becomes visible within one second. */
@Injectable()
export class SettingsStore {
  private readonly cache = new Map<string, { readAt: number; settings: Promise<unknown> }>();

  constructor(private readonly database: Database) {}

  widget(id: string): Promise<WidgetSettings | undefined> {
    return this.readCached(WidgetEntity, id);
  }

  workstream(id: string): Promise<WorkstreamSettings | undefined> {
    return this.readCached(WorkstreamEntity, id);
  }

  agent(id: string): Promise<AgentSettings | undefined> {
    return this.readCached(AgentEntity, id);
  }

  /** Returns the settings of a conversation's debounce and of its next window. */
  async windowRules(session: {
    widgetId: string;
    workstreamId: string;
  }): Promise<WindowRules & { debounceSeconds: number; reconnection: boolean }> {
    const [widget, workstream] = await Promise.all([
      this.widget(session.widgetId),
      this.workstream(session.workstreamId),
    ]);
    const on = widget?.reconnect.enabled === true;
    return {
      debounceSeconds: widget?.debounceSeconds ?? defaultDebounceSeconds,
      limitSeconds: on ? widget.reconnect.timeLimitSeconds : silentResumeSeconds,
      openHoldSeconds: workstream?.openHoldSeconds ?? silentResumeSeconds,
      // A reconnect link leads to the Portal URL, so there are no links without it.
      reconnection: on && widget.reconnect.portalUrl !== null,
      extension: on ? widget.reconnect.extension : { times: 0, seconds: 1 },
    };
  }

  async quickReply(id: string): Promise<QuickReplySettings | undefined> {
    return (await this.database.manager.findOneBy(QuickReplyEntity, { id }))?.settings;
  }

  /** Returns the active quick replies in the order of their titles, as many as fit into one frame. */
  quickReplies(workstreamIds: readonly string[]): Promise<QuickReply[]> {
    return this.database.query<QuickReply>(
      `select id, settings from (
         select id, settings, sum(octet_length(settings::text)) over (order by settings->>'title', id) as bytes
         from quick_replies where workstream_id = any($1) and (settings->>'active')::boolean
         order by settings->>'title', id limit 500) as q
       where bytes <= $2`,
      [workstreamIds, quickReplyBytes],
    );
  }

  /** Returns the names of workstreams and of their widgets by id. */
  async names(workstreamIds: readonly string[]): Promise<Record<string, string>> {
    if (workstreamIds.length === 0) return {};
    const rows = await this.database.query<{ id: string; name: string }>(
      `select id, settings->>'name' as name from workstreams where id = any($1)
       union all
       select id, settings->>'name' from widgets where settings->>'workstreamId' = any($1)
       limit 1000`,
      [workstreamIds],
    );
    return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
  }

  saveWidgets(tx: Tx, rows: ReadonlyMap<string, WidgetSettings>): Promise<void> {
    return this.save(tx, WidgetEntity, rows);
  }

  saveWorkstreams(tx: Tx, rows: ReadonlyMap<string, WorkstreamSettings>): Promise<void> {
    return this.save(tx, WorkstreamEntity, rows);
  }

  saveAgents(tx: Tx, rows: ReadonlyMap<string, AgentSettings>): Promise<void> {
    return this.save(tx, AgentEntity, rows);
  }

  async saveQuickReplies({ manager }: Tx, rows: ReadonlyMap<string, QuickReplySettings>): Promise<void> {
    const values = Array.from(rows, ([id, settings]) => ({
      id,
      workstreamId: settings.workstreamId,
      settings,
    }));
    await manager.upsert(QuickReplyEntity, values, ['id']);
  }

  private async save<T>(
    tx: Tx,
    entity: EntitySchema<SettingsRow<T>>,
    rows: ReadonlyMap<string, T>,
  ): Promise<void> {
    const values = Array.from(rows, ([id, settings]) => ({ id, settings }));
    await tx.manager.upsert(
      entity,
      values.map((row) => rowOf<SettingsRow<T>>(row)),
      ['id'],
    );
    tx.afterCommit(() => {
      for (const id of rows.keys()) this.cache.delete(`${entity.options.name}/${id}`);
    });
  }

  private readCached<T>(entity: EntitySchema<SettingsRow<T>>, id: string): Promise<T | undefined> {
    const key = `${entity.options.name}/${id}`;
    const cachedRead = this.cache.get(key);
    if (cachedRead && performance.now() - cachedRead.readAt < freshMs)
      return cachedRead.settings as Promise<T | undefined>;
    const settings = this.database.manager.findOne(entity, { where: { id } }).then((row) => row?.settings);
    if (this.cache.size > 10_000) this.cache.clear();
    this.cache.set(key, { readAt: performance.now(), settings });
    settings.catch(() => this.cache.delete(key));
    return settings;
  }
}
