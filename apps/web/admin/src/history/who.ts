import { useConsole } from '../shell/console';
import { useLoaded } from '../shell/use-loaded';
import { useAdminWords } from '../words/words';
import type { AuditEntry } from '../api/kinds';

/** Names of accounts, where the person may read them. */
export function useAccountNames(): ReadonlyMap<string, string> {
  const { api, canChange, session } = useConsole();
  const [loaded] = useLoaded('accounts', async () => (canChange ? await api.all('accounts') : []));
  const known = loaded.state === 'ready' ? loaded.value : [];
  const self = session ? [[session.account.accountId, session.account.displayName] as const] : [];
  return new Map([...self, ...known.map(({ id, settings }) => [id, settings.displayName] as const)]);
}

/** Who made a change, in a word. */
export function useWho(names: ReadonlyMap<string, string>): (by: AuditEntry['by']) => string {
  const words = useAdminWords();
  return ({ as, accountId }) => {
    if (as === 'setup') return words.audit.setup;
    if (as === 'demo') return words.audit.demo;
    return names.get(accountId ?? '') ?? accountId ?? '';
  };
}

/** By what a thing is known: from the change itself, whatever its kind. */
export function thingName({ id, old, new: newer }: AuditEntry): string {
  const settings = { ...(old as object | null), ...(newer as object | null) } as Readonly<
    Record<string, unknown>
  >;
  const name = settings['displayName'] ?? settings['name'] ?? settings['title'] ?? settings['login'];
  return typeof name === 'string' ? name : id;
}

/** Names of workstreams and agents, which settings refer to by id. */
export function useThingNames(): ReadonlyMap<string, string> {
  const { api } = useConsole();
  const [loaded] = useLoaded('names', async () => {
    const [workstreams, agents] = await Promise.all([api.all('workstreams'), api.all('agents')]);
    return [
      ...workstreams.map(({ id, settings }) => [id, settings.name] as const),
      ...agents.map(({ id, settings }) => [id, settings.displayName] as const),
    ];
  });
  return new Map(loaded.state === 'ready' ? loaded.value : []);
}
