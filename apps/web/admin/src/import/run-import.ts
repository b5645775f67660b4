import type { Api } from '../api/api';
import type { Kinds } from '../api/kinds';
import { isRefused } from '../api/refused';
import { isSame } from '../form/leaves';
import type { Planned, PlannedRow } from './plan-import';

/**
 * Saves a row: the agent first, because an account can only be linked to an agent that exists. A repeated attempt
 * finds what an earlier one has saved, although its answer was lost.
 */
export async function saveRow(
  api: Api,
  { agent, account }: PlannedRow,
  password: string | null,
): Promise<void> {
  if (agent) await save(api, 'agents', agent, agent.settings);
  await save(api, 'accounts', account, { ...account.settings, password });
}

async function save<K extends 'agents' | 'accounts'>(
  api: Api,
  kind: K,
  { id, version, settings, changes }: Planned<Kinds[K]>,
  body: object,
): Promise<void> {
  if (version === 0) return api.store(kind, id, settings, body);
  if (changes.length === 0) return;
  try {
    await api.replace(kind, id, version, settings);
  } catch (error) {
    if (!isRefused(error, 'version-conflict')) throw error;
    const saved = await api.read(kind, id);
    if (!isSame(saved.settings, settings)) throw error;
  }
}
