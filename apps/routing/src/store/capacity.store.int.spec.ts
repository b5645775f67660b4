import { messagingSchema } from '@rejoin/messaging';
import { sqlState } from '@rejoin/persistence';
import { freshDatabase, type FreshDatabase } from '@rejoin/testing';
import type { LedgerChange } from '../domain/ledger-change';
import { CapacityStore } from './capacity.store';
import { routingSchema } from './routing.schema';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase('routing', messagingSchema, routingSchema);
  await fresh.database.query(
    `insert into agents (id, active, max_units, default_presence, workstream_ids, line, chosen, epoch, lost_epoch)
     values ('ann', true, 2, 'available', '{w1,w2}', 'live', 'available', 1, 0)`,
  );
});
afterAll(() => fresh.drop());

const move = (kind: LedgerChange['kind'], conversationId: string, units = 1): LedgerChange => ({
  kind,
  conversationId,
  agentId: 'ann',
  units,
  at: '2026-03-02T09:00:00.000Z',
  because: kind === 'acquired' ? 'assign' : 'close-tab',
});

const make = (...moves: LedgerChange[]): Promise<string[]> =>
  fresh.database.transaction((tx) => new CapacityStore().apply(tx, moves));

// The deciders never produce these changes. If one did, the transaction would fail.
describe('the ledger', () => {
  it('acquires and releases, and returns which queues got free units', async () => {
    expect(await make(move('acquired', '1'))).toEqual([]);
    expect((await make(move('released', '1'))).sort()).toEqual(['w1', 'w2']);
  });

  it('releases no units that are not taken', async () => {
    await expect(make(move('released', '2'))).rejects.toThrow('nobody had taken');
    await make(move('acquired', '2'));
    await make(move('released', '2'));
    await expect(make(move('released', '2'))).rejects.toThrow('nobody had taken');
  });

  it('acquires no unit above the maximum', async () => {
    await make(move('acquired', '3', 2));
    expect(await make(move('acquired', '4')).catch(sqlState)).toBe('23514');
    await make(move('released', '3', 2));
    await make(move('acquired', '4'));
    await make(move('released', '4'));
  });

  it('acquires no second slot for a conversation', async () => {
    await make(move('acquired', '5'));
    expect(await make(move('acquired', '5')).catch(sqlState)).toBe('23505');
    await make(move('released', '5'));
  });

  it('changes no units of an unknown agent', async () => {
    await expect(make({ ...move('acquired', '6'), agentId: 'nobody' })).rejects.toThrow('does not exist');
  });
});
