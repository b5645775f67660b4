import { configRoutes, type SettingsRoutes } from '@rejoin/contracts';
import { refuse } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { type AuthorisedRequest, afterIdOf, orProblem, pageOf } from '@rejoin/service';
import { Body, Controller, Param, Query, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { kinds, type Kind } from '../domain/kinds';
import { findSettings, listSettings, type Saved } from '../store/settings.store';
import { SaveSettings } from '../use-cases/save-settings';
import { actorOf } from './actor';
import { created, tagged, versionsRead } from './conditional';
import { idOf, parseInput } from './input';
import { Serves } from './serves';

/** The door to one kind of thing that has settings. */
function settingsHttp(kind: Kind, routes: SettingsRoutes): Type {
  const shown = ({ id, version, changedAt, value }: Saved) => ({
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
    async list(@Req() { principal }: AuthorisedRequest, @Query() query: unknown) {
      const { limit, cursor, search, workstreamId } = parseInput(routes.list.query, query);
      const listed = { afterId: afterIdOf(cursor), limit: limit + 1, search, workstreamId };
      const found = await listSettings(this.database, kind, principal.org, listed);
      return pageOf(found, limit, ({ id }) => id, shown);
    }

    @Serves(routes.create)
    async create(
      @Req() request: AuthorisedRequest,
      @Body() body: unknown,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const { [kind.idField]: id, ...settings } = parseInput(routes.create.body, body);
      const saved = await this.database.transaction((tx) =>
        this.saveSettings.create(tx, actorOf(request), kind, settings, id),
      );
      return created(reply, `/v1/${kind.path}/${orProblem(saved).id}`, shown(orProblem(saved)));
    }

    @Serves(routes.read)
    async read(
      @Req() { principal }: AuthorisedRequest,
      @Param('id') id: string,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const found = await findSettings(this.database, kind, principal.org, idOf(id));
      return tagged(reply, shown(orProblem(found ?? refuse('not-found'))));
    }

    @Serves(routes.replace)
    async replace(
      @Req() request: AuthorisedRequest,
      @Param('id') id: string,
      @Body() body: unknown,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const read = versionsRead(request);
      const settings = parseInput(kind.schema, body);
      const saved = await this.database.transaction((tx) =>
        this.saveSettings.replace(tx, actorOf(request), kind, idOf(id), read, settings),
      );
      return tagged(reply, shown(orProblem(saved)));
    }
  }
  return SettingsHttp;
}

export const settingsDoors: readonly Type[] = [
  settingsHttp(kinds.workstream, configRoutes.workstreams),
  settingsHttp(kinds.widget, configRoutes.widgets),
  settingsHttp(kinds.agent, configRoutes.agents),
  settingsHttp(kinds.quickReply, configRoutes.quickReplies),
];
