import { z } from 'zod';
import { Id, Instant } from '../../primitives';
import type { RefusalName } from '../../refusals';
import { settingsKinds, type SettingsKind } from '../../settings-kinds';
import { act, create, list, listQuery, read, readable, readers, replace, version } from './resource';

/** The four operations on one kind of resource with settings. */
function settingsRoutes({ path, what, title, idField, schema, sorts }: SettingsKind) {
  // A workstream belongs to no other one, an agent to several workstreams, and every other resource to one.
  const query = listQuery([...sorts, 'changedAt']).extend({
    workstreamId: Id.optional().describe('only resources that belong to this workstream'),
  });
  const all = `/v1/${path}`;
  const one = `${all}/:id`;
  const saved = schema.safeExtend({ [idField]: Id, version, changedAt: Instant }).meta({ id: title });
  const freshId = Id.optional().describe('absent: the service generates one');
  const fresh = schema.safeExtend({ [idField]: freshId }).meta({ id: `New${title}` });
  const settings: z.ZodObject = schema.meta({ id: `${title}Settings` });
  return {
    list: readable(list(all, `List ${what} settings`, readers, saved, query)),
    create: create(all, `Create a ${what}`, fresh, saved, idField),
    read: readable(read(one, `Read a ${what}`, readers, saved)),
    replace: replace(one, `Replace all settings of a ${what}`, settings, saved),
  };
}
export type SettingsRoutes = ReturnType<typeof settingsRoutes>;

const { workstream } = settingsKinds;
const workstreams = settingsRoutes(workstream);

export const workstreamRoutes = {
  ...workstreams,
  copy: {
    ...create(
      `/v1/${workstream.path}/:id/copy`,
      'Copy a workstream with its chat widgets and quick replies',
      z.object({
        workstreamId: Id.optional().describe('absent: the service generates one'),
        name: workstream.schema.shape.name.describe('the name of the copy'),
        withAgents: z.boolean().default(false).describe('whether its agents also work in the copy'),
      }),
      workstreams.read.reply,
      workstream.idField,
    ),
    creates: { path: workstreams.read.path, idField: workstream.idField },
    refusals: ['invalid', 'already-exists', 'too-many'] satisfies RefusalName[],
  },
};
const widgets = settingsRoutes(settingsKinds.widget);
export const widgetRoutes = {
  ...widgets,
  try: act(
    `${widgets.read.path}/try`,
    'Get the address of the page on which a chat widget can be tried',
    z.object({}),
    z
      .object({
        url: z
          .url()
          .max(4000)
          .nullable()
          .describe('a page of the first gateway; null: the operator has configured no gateway'),
        expiresAt: Instant,
      })
      .meta({ id: 'Trial' }),
  ),
};
export const agentRoutes = settingsRoutes(settingsKinds.agent);
export const quickReplyRoutes = settingsRoutes(settingsKinds.quickReply);
