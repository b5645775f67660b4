import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '@rejoin/servers';
import { freshDatabases } from '@rejoin/testing';

/** Runs in a process of its own, because the garbage of other tests is collected at any time. */
const program = `
  const { Database } = require(process.argv[1]);
  const transact = async (database, count) => {
    for (let i = 0; i < count; i++)
      await database.transaction(async (tx) => {
        await Promise.all([tx.query('select $1::int', [i]), tx.query('select $1::text', ['a'])]);
        tx.write('select $1::text', ['b'.repeat(1_000)]);
      });
  };
  (async () => {
    const database = await Database.open({ url: process.argv[2], applicationName: 'memory' });
    await transact(database, 300);
    gc();
    const before = process.memoryUsage().heapUsed;
    await transact(database, 600);
    gc({ type: 'minor' });
    gc({ type: 'minor' });
    console.log((process.memoryUsage().heapUsed - before) / 600);
    await database.close();
  })();`;

describe('the memory of transactions', () => {
  it('is free after a collection of the young objects, without a full one', async () => {
    const { urls, drop } = await freshDatabases();
    const compiled = join(projectFolder(), 'dist/libs/persistence/src');
    const options = ['--expose-gc', '--max-semi-space-size=64', '-e', program, compiled, urls.routing];
    const { stdout } = await promisify(execFile)(process.execPath, options, { timeout: 30_000 });
    // It was 8,600 bytes each when functions were assigned to properties: see ADR 77.
    expect(Number(stdout)).toBeLessThan(2_000);
    await drop();
  });
});
