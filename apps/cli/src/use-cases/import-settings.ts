import { configRoutes } from '@rejoin/contracts';
import { parse, stringify } from 'yaml';
import type { ZodType } from 'zod';
import {
  fileOf,
  idOf,
  idsByName,
  kindOfSection,
  sections,
  SettingsFile,
  type SavedItem,
  type SavedSettings,
} from '../domain/settings-file';
import { planImport, withIds, type Plan } from '../domain/settings-plan';
import { CommandFailure, exitCodes } from '../failure';
import type { HttpApi } from '../outbound/http-api';

/** Reads all settings of a system. */
export async function readSettings(api: HttpApi): Promise<SavedSettings> {
  const lists = await Promise.all(
    sections.map(async (section) => [section, await api.all(configRoutes[section].list, 'items')] as const),
  );
  return Object.fromEntries(lists) as unknown as SavedSettings;
}

export async function exportSettings(api: HttpApi): Promise<string> {
  return stringify(fileOf(await readSettings(api)), { lineWidth: 0 });
}

/** Compares the text of a file with the system. Throws if the file is wrong, before anything is changed. */
export async function compareSettings(api: HttpApi, text: string): Promise<Plan> {
  const file = parseFile(text, SettingsFile, 'Begin from the output of rejoin settings export.');
  const plan = planImport(file, await readSettings(api));
  if (plan.wrong.length > 0) throw invalid(plan.wrong);
  return plan;
}

/** The sentence about a file that breaks rules. */
export function invalid(wrong: readonly string[]): CommandFailure {
  return new CommandFailure(
    exitCodes.refused,
    `The file is not valid: ${wrong.join('; ')}`,
    'Correct it; nothing was changed.',
    'invalid',
  );
}

/** Makes the system as the file says. What was changed by somebody else since the comparison is refused. */
export async function applyPlan(
  api: HttpApi,
  { changes }: Pick<Plan, 'changes'>,
  saved: SavedSettings,
): Promise<void> {
  const ids = new Map(idsByName(saved.workstreams));
  for (const { section, id, name } of changes)
    if (section === 'workstreams' && id !== undefined) ids.set(name, id);
  for (const { section, action, id, version, item, name } of changes) {
    const settings = withIds(item, ids);
    const { idField } = kindOfSection[section];
    if (action === 'create') {
      const body = { ...settings, ...(id === undefined ? {} : { [idField]: id }) };
      const created = await api.send(configRoutes[section].create, { body });
      if (section === 'workstreams') ids.set(name, idOf(section, created as SavedItem));
    } else if (action === 'replace') {
      const content = { of: [id ?? ''], body: settings, ...(version === undefined ? {} : { version }) };
      await api.send(configRoutes[section].replace, content);
    }
  }
}

/** Reads a YAML file. `remedy` says how people get a file that has the form. */
export function parseFile<File>(text: string, form: ZodType<File>, remedy: string): File {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    throw new CommandFailure(
      exitCodes.refused,
      `The file is not YAML: ${String((error as Error).message.split('\n')[0])}`,
      'Correct it; nothing was changed.',
      'invalid',
    );
  }
  const parsed = form.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CommandFailure(
    exitCodes.refused,
    `The file is not a settings file: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    remedy,
    'invalid',
  );
}
