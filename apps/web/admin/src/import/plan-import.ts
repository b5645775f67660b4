import { AccountSettings, loginKey, NamedAgentSettings, type WorkstreamSettings } from '@rejoin/contracts';
import type { SavedItem } from '../api/kinds';
import { foundBy } from '../form/field-problem';
import { changesBetween, type Change } from '../form/leaves';
import type { ProblemCode } from '../form/problem';
import {
  activeIn,
  numberIn,
  presenceIn,
  rolesIn,
  sameName,
  workstreamsIn,
  type ValueWords,
} from './cell-values';
import type { PersonColumn } from './person-columns';
import type { PersonRow } from './read-people';

/** The problems that only a file can have, beside those of the fields. */
type FileRowProblemCode =
  | 'role-unknown'
  | 'workstream-not-found'
  | 'workstream-ambiguous'
  | 'presence-unknown'
  | 'yes-or-no'
  | 'login-twice'
  | 'too-many-cells'
  | 'only-agents'
  | 'own-account';

export type RowProblemCode = ProblemCode | FileRowProblemCode;

export interface RowProblem {
  readonly column: PersonColumn | undefined;
  readonly code: RowProblemCode;
  readonly detail: string;
}

/** A resource that a row saves. Version 0: the resource is new, and has this id from the first attempt on. */
export interface Planned<Settings> {
  readonly id: string;
  readonly version: number;
  readonly settings: Settings;
  readonly changes: readonly Change[];
}

export type Outcome = 'new' | 'changed' | 'unchanged' | 'problem';

export interface PlannedRow {
  readonly line: number;
  readonly outcome: Outcome;
  readonly problems: readonly RowProblem[];
  readonly account: Planned<AccountSettings>;
  /** Undefined: the person is no agent. */
  readonly agent: Planned<NamedAgentSettings> | undefined;
}

/** What is saved already. */
export interface Existing {
  readonly accounts: readonly SavedItem<AccountSettings>[];
  readonly agents: readonly SavedItem<NamedAgentSettings>[];
  readonly workstreams: readonly SavedItem<WorkstreamSettings>[];
  /** The account of the person who imports. */
  readonly ownId: string;
  newAccount(): AccountSettings;
  newAgent(): NamedAgentSettings;
  newId(): string;
}

/**
 * Decides for each row what it would save. A person is found by the username. What a file does not say stays as it is,
 * or is as in a new account. Therefore a second import of the same file finds all rows unchanged.
 */
export function planImport(
  rows: readonly PersonRow[],
  existing: Existing,
  words: ValueWords,
): readonly PlannedRow[] {
  const byLogin = new Map(existing.accounts.map((account) => [loginKey(account.settings.login), account]));
  const linked = new Set(existing.accounts.flatMap(({ settings }) => settings.agentId ?? []));
  const agents = new Map(existing.agents.map((agent) => [agent.id, agent]));
  const lines = new Map<string, number>();
  return rows.map((row) => {
    const { login = '', displayName } = row.cells;
    const key = loginKey(login);
    const saved = byLogin.get(key);
    const cells = readCells(row, existing, words);
    const earlier = login === '' ? undefined : lines.get(key);
    if (earlier === undefined) lines.set(key, row.line);
    else cells.problems.push({ column: 'login', code: 'login-twice', detail: String(earlier) });
    const before = saved?.settings ?? existing.newAccount();
    const account: AccountSettings = {
      ...before,
      login: saved ? before.login : login,
      ...(displayName === undefined ? {} : { displayName }),
      ...(cells.roles ? { roles: cells.roles } : {}),
      ...(cells.active === undefined ? {} : { active: cells.active }),
    };
    const wasAgent = saved?.settings.roles.includes('agent') === true;
    const isAgent = account.roles.includes('agent');
    // Who has an agent can open the desk, so the agent goes with the role.
    const agentId = wasAgent && !isAgent ? null : account.agentId;
    const free =
      !isAgent || agentId !== null ? undefined : unlinked(existing.agents, linked, account.displayName);
    const ownAgent = agentId === null ? free : agents.get(agentId);
    if (free) linked.add(free.id);
    const plannedAgent =
      isAgent || agentId !== null
        ? planAgent(ownAgent, agentId, account, saved?.settings.displayName, cells, existing)
        : undefined;
    if (!plannedAgent && row.cells.workstreams !== undefined)
      cells.problems.push({ column: 'workstreams', code: 'only-agents', detail: '' });
    const settings = { ...account, agentId: plannedAgent?.id ?? agentId };
    const changes = changesBetween(saved?.settings, settings);
    if (
      saved?.id === existing.ownId &&
      changes.some(({ pointer }) => ['/roles', '/active'].includes(pointer))
    )
      cells.problems.push({ column: undefined, code: 'own-account', detail: '' });
    const problems = [
      ...cells.problems,
      ...foundIn(AccountSettings, settings, cells.problems),
      ...(plannedAgent ? foundIn(NamedAgentSettings, plannedAgent.settings, cells.problems) : []),
    ];
    const isUnchanged = changes.length === 0 && (plannedAgent?.changes.length ?? 0) === 0;
    return {
      line: row.line,
      problems: problems.filter(
        ({ column }, at) => column === undefined || problems.findIndex((one) => one.column === column) === at,
      ),
      outcome: problems.length > 0 ? 'problem' : !saved ? 'new' : isUnchanged ? 'unchanged' : 'changed',
      account: { id: saved?.id ?? existing.newId(), version: saved?.version ?? 0, settings, changes },
      agent: plannedAgent,
    };
  });
}

/**
 * The only agent of this name without an account. So an import that ended between an agent and its account does not
 * leave an agent behind when it is repeated.
 */
function unlinked(
  agents: Existing['agents'],
  linked: ReadonlySet<string>,
  name: string,
): SavedItem<NamedAgentSettings> | undefined {
  const found = agents.filter(
    ({ id, settings }) => !linked.has(id) && sameName(settings.displayName) === sameName(name),
  );
  return found.length === 1 ? found[0] : undefined;
}

interface Cells {
  readonly problems: RowProblem[];
  readonly roles: AccountSettings['roles'] | undefined;
  readonly active: boolean | undefined;
  readonly agent: Partial<NamedAgentSettings>;
}

function readCells({ cells, isTooLong }: PersonRow, { workstreams }: Existing, words: ValueWords): Cells {
  const problems: RowProblem[] = [];
  if (isTooLong) problems.push({ column: undefined, code: 'too-many-cells', detail: '' });
  const read = <Known>(
    column: PersonColumn,
    code: RowProblemCode,
    value: (
      cell: string,
    ) => { readonly value: Known } | { readonly unknown: string } | { readonly ambiguous: string },
  ): Known | undefined => {
    const cell = cells[column];
    if (cell === undefined) return undefined;
    const found = value(cell);
    if ('value' in found) return found.value;
    if ('ambiguous' in found)
      problems.push({ column, code: 'workstream-ambiguous', detail: found.ambiguous });
    else problems.push({ column, code, detail: found.unknown });
    return undefined;
  };
  const active = read('active', 'yes-or-no', (cell) => activeIn(cell, words));
  const presence = read('defaultPresence', 'presence-unknown', (cell) => presenceIn(cell, words));
  const ids = read('workstreams', 'workstream-not-found', (cell) => workstreamsIn(cell, workstreams));
  return {
    problems,
    roles: read('roles', 'role-unknown', (cell) => rolesIn(cell, words)),
    active,
    agent: {
      ...(cells.maxUnits === undefined ? {} : { maxUnits: numberIn(cells.maxUnits) as number }),
      ...(cells.graceSeconds === undefined ? {} : { graceSeconds: numberIn(cells.graceSeconds) as number }),
      ...(presence === undefined ? {} : { defaultPresence: presence }),
      ...(ids === undefined ? {} : { workstreamIds: ids }),
      ...(active === undefined ? {} : { active }),
    },
  };
}

function planAgent(
  saved: SavedItem<NamedAgentSettings> | undefined,
  agentId: string | null,
  account: AccountSettings,
  formerName: string | undefined,
  { agent }: Cells,
  { newAgent, newId }: Existing,
): Planned<NamedAgentSettings> {
  const before = saved?.settings ?? { ...newAgent(), displayName: account.displayName };
  // An agent can have another name than its account, such as the one that customers read.
  const displayName = before.displayName === formerName ? account.displayName : before.displayName;
  const sorted = (ids: readonly string[]) => [...ids].sort();
  const hasSameWorkstreams =
    agent.workstreamIds !== undefined &&
    sorted(agent.workstreamIds).join(' ') === sorted(before.workstreamIds).join(' ');
  const settings: NamedAgentSettings = {
    ...before,
    ...agent,
    displayName,
    ...(hasSameWorkstreams ? { workstreamIds: before.workstreamIds } : {}),
  };
  const version = saved?.version ?? 0;
  const changes = changesBetween(saved?.settings, settings);
  return { id: saved?.id ?? agentId ?? newId(), version, settings, changes };
}

const columnsOfFields: Readonly<Record<string, PersonColumn>> = {
  '/login': 'login',
  '/displayName': 'displayName',
  '/roles': 'roles',
  '/active': 'active',
  '/maxUnits': 'maxUnits',
  '/defaultPresence': 'defaultPresence',
  '/graceSeconds': 'graceSeconds',
  '/workstreamIds': 'workstreams',
};

/** The column of a field of an account or an agent. */
export function columnOf(pointer: string): PersonColumn | undefined {
  return columnsOfFields[`/${pointer.split('/')[1] ?? ''}`];
}

/** A cell that could not be read is not checked again: its field has the former value. */
function foundIn(
  schema: Parameters<typeof foundBy>[0],
  settings: unknown,
  known: readonly RowProblem[],
): readonly RowProblem[] {
  return foundBy(schema, settings)
    .map(([field, code, detail = '']) => ({ column: columnOf(field), code, detail: String(detail) }))
    .filter(({ column }) => column === undefined || known.every((one) => one.column !== column));
}
