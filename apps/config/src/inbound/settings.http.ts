import { configRoutes, type BodyOf, type QueryOf, type SettingsRoutes } from '@rejoin/contracts';
import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { IdPipe, orProblem, pageOf, VersionsRead, ZodPipe } from '@rejoin/service';
import { Body, Controller, Param, Query, type Type } from '@nestjs/common';
import { kinds, type Kind } from '../domain/kinds';
import { findSettings, listSettings, type SavedSettings } from '../store/settings.store';
import { SaveSettings } from '../use-cases/save-settings';
import { CurrentActor, type AccountActor } from './actor';
import { listedBy } from './listed';
import { Serves } from './serves';

/** The HTTP controller of one kind of resource with settings. */
function settingsHttp(kind: Kind, routes: SettingsRoutes): Type {
  const bodyOf = ({ id, version, changedAt, value }: SavedSettings) => ({
    [kind.idField]: id,
    version,
    changedAt,
    ...value,
  });

  @Controller()
  class SettingsHttp {
    constructor(
      private readonly database: Database,
      private readonly saveSettings: SaveSettings,
    ) {}

    @Serves(routes.list)
    async list(
      @CurrentActor() { org }: AccountActor,
      @Query(new ZodPipe(routes.list.query)) query: QueryOf<SettingsRoutes['list']>,
    ) {
      const listed = { ...listedBy(query), workstreamId: query.workstreamId };
      const found = await listSettings(this.database, kind, org, listed);
      return pageOf(found, query.limit, ({ id }) => id, bodyOf);
    }

    @Serves(routes.create)
    async create(
      @CurrentActor() actor: AccountActor,
      @Body(new ZodPipe(routes.create.body)) body: BodyOf<SettingsRoutes['create']>,
    ) {
      const { [kind.idField]: id, ...settings } = body;
      const saved = await this.database.transaction((tx) =>
        this.saveSettings.create(tx, actor, kind, settings, id),
      );
      return bodyOf(orProblem(saved));
    }

    @Serves(routes.read)
    async read(@CurrentActor() { org }: AccountActor, @Param('id', new IdPipe()) id: string) {
      return bodyOf(orProblem((await findSettings(this.database, kind, org, id)) ?? refuse('not-found')));
    }

    @Serves(routes.replace)
    async replace(
      @CurrentActor() actor: AccountActor,
      @VersionsRead() read: readonly number[],
      @Param('id', new IdPipe()) id: string,
      @Body(new ZodPipe(routes.replace.body)) settings: BodyOf<SettingsRoutes['replace']>,
    ) {
      const saved = await this.database.transaction((tx) =>
        this.saveSettings.replace(tx, actor, kind, id, read, settings),
      );
      return bodyOf(orProblem(saved));
    }
  }
  return SettingsHttp;
}

export const settingsControllers: readonly Type[] = [
  settingsHttp(kinds.workstream, configRoutes.workstreams),
  settingsHttp(kinds.widget, configRoutes.widgets),
  settingsHttp(kinds.agent, configRoutes.agents),
  settingsHttp(kinds.quickReply, configRoutes.quickReplies),
];
