import type { z } from 'zod';
import { Id, Instant } from '../../primitives';
import { settingsKinds, type SettingsKind } from '../../settings-kinds';
import { create, list, read, readable, readers, replace, SearchedPage, version } from './resource';

/** Workstreams are in none; whatever else has settings is in one, an agent in several. */
const SettingsPage = SearchedPage.extend({
  workstreamId: Id.optional().describe('only what belongs to this workstream'),
});

/** The four operations on a kind of thing that has settings. */
function settingsRoutes({ path, what, title, idField, schema }: SettingsKind) {
  const all = `/v1/${path}`;
  const one = `${all}/:id`;
  const saved = schema.safeExtend({ [idField]: Id, version, changedAt: Instant }).meta({ id: title });
  const freshId = Id.optional().describe('made up when it is left out');
  const fresh = schema.safeExtend({ [idField]: freshId }).meta({ id: `New${title}` });
  const settings: z.ZodObject = schema.meta({ id: `${title}Settings` });
  return {
    list: readable(
      list(all, `List ${what} settings, in the order of their names`, readers, saved, SettingsPage),
    ),
    create: create(all, `Make a ${what}`, fresh, saved, idField),
    read: readable(read(one, `Read a ${what}`, readers, saved)),
    replace: replace(one, `Replace the settings of a ${what} whole`, settings, saved),
  };
}
export type SettingsRoutes = ReturnType<typeof settingsRoutes>;

export const workstreamRoutes = settingsRoutes(settingsKinds.workstream);
export const widgetRoutes = settingsRoutes(settingsKinds.widget);
export const agentRoutes = settingsRoutes(settingsKinds.agent);
export const quickReplyRoutes = settingsRoutes(settingsKinds.quickReply);
