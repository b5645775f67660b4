import { Refusal } from '@rejoin/client';
import type { Api } from '../api/api';
import { blankAccount, newAgent } from '../people/new-people';
import type { PlannedRow } from './plan-import';
import { saveRow } from './run-import';

const account = blankAccount();
const changes = [{ pointer: '/active', old: false, new: true }];
const row = (version: number): PlannedRow => ({
  line: 2,
  outcome: version === 0 ? 'new' : 'changed',
  problems: [],
  agent: { id: 'a', version, settings: newAgent(), changes },
  account: { id: 'x', version, settings: { ...account, agentId: 'a' }, changes },
});

function fake(read: () => object = () => newAgent()) {
  const calls: unknown[][] = [];
  const record =
    (name: string) =>
    (...all: unknown[]) => {
      calls.push([name, ...all]);
      return Promise.resolve();
    };
  const api = {
    store: record('store'),
    replace: record('replace'),
    read: () => Promise.resolve({ settings: read() }),
  };
  return { api: api as unknown as Api, calls, raw: api };
}

describe('a row of an import', () => {
  it('that is new saves the agent, and then the account with its password', async () => {
    const { api, calls } = fake();
    await saveRow(api, row(0), 'secret');
    expect(calls.map(([name, kind, id]) => [name, kind, id])).toEqual([
      ['store', 'agents', 'a'],
      ['store', 'accounts', 'x'],
    ]);
    expect(calls[1]?.[4]).toMatchObject({ password: 'secret', agentId: 'a' });
    expect(calls[1]?.[3]).not.toHaveProperty('password');
  });

  it('that changes nothing of the agent saves the account only', async () => {
    const { api, calls } = fake();
    const { agent, ...rest } = row(4);
    await saveRow(api, { ...rest, agent: agent && { ...agent, changes: [] } }, null);
    expect(calls.map(([name, kind, , version]) => [name, kind, version])).toEqual([
      ['replace', 'accounts', 4],
    ]);
  });

  it('succeeds when an earlier attempt has saved it, and fails when another person has', async () => {
    const conflict = new Refusal('version-conflict', '');
    const { agent, account: _account, ...rest } = row(4);
    const one = { ...rest, agent, account: { ..._account, changes: [] } };
    const own = fake(() => newAgent());
    own.raw.replace = () => Promise.reject(conflict);
    await saveRow(own.api, one, null);
    const other = fake(() => ({ ...newAgent(), maxUnits: 77 }));
    other.raw.replace = () => Promise.reject(conflict);
    await expect(saveRow(other.api, one, null)).rejects.toBe(conflict);
  });
});
