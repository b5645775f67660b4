import { messagingTables } from '@rejoin/messaging';
import { sqlState } from '@rejoin/persistence';
import { freshDatabase, type FreshDatabase } from '@rejoin/testing';
import type { SlotMove } from '../domain/slot-move';
import { CapacityStore } from './capacity.store';
import { routingMigrations } from './routing.tables';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase('routing', [...messagingTables, ...routingMigrations]);
  await fresh.database.query(
    `insert into agents (id, active, max_units, default_presence, workstream_ids, line, chosen, epoch, lost_epoch)
     values ('ann', true, 2, 'available', '{w1,w2}', 'live', 'available', 1, 0)`,
  );
});
afterAll(() => fresh.drop());

const move = (kind: SlotMove['kind'], conversationId: string, units = 1): SlotMove => ({
  kind,
  conversationId,
  agentId: 'ann',
  units,
  at: '2026-03-02T09:00:00.000Z',
  because: kind === 'acquired' ? 'assign' : 'close-tab',
});

const make = (...moves: SlotMove[]): Promise<string[]> =>
  fresh.database.transaction((tx) => new CapacityStore().move(tx, moves));

// The decisions never ask for these. Should one be wrong, it does not commit.
describe('the ledger', () => {
  it('takes and gives back, and tells which queues got room', async () => {
    expect(await make(move('acquired', '1'))).toEqual([]);
    expect((await make(move('released', '1'))).sort()).toEqual(['w1', 'w2']);
  });

  it('gives nothing back that is not taken', async () => {
    await expect(make(move('released', '2'))).rejects.toThrow('nobody had taken');
    await make(move('acquired', '2'));
    await make(move('released', '2'));
    await expect(make(move('released', '2'))).rejects.toThrow('nobody had taken');
  });

  it('takes nothing above the maximum', async () => {
    await make(move('acquired', '3', 2));
    expect(await make(move('acquired', '4')).catch(sqlState)).toBe('23514');
    await make(move('released', '3', 2));
    await make(move('acquired', '4'));
    await make(move('released', '4'));
  });

  it('takes no second slot for a conversation', async () => {
    await make(move('acquired', '5'));
    expect(await make(move('acquired', '5')).catch(sqlState)).toBe('23505');
    await make(move('released', '5'));
  });

  it('moves nothing of an agent who does not exist', async () => {
    await expect(make({ ...move('acquired', '6'), agentId: 'nobody' })).rejects.toThrow('does not exist');
  });
});
