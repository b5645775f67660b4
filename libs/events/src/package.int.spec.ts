import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const tsc = join(root, 'node_modules/typescript/bin/tsc');

const program = `
import { FactReader, MemoryStore, type Fact } from '@rejoin/events';
const said: string[] = [];
export function apply(fact: Fact): void {
  switch (fact.type) {
    case 'rejoin.v1.AgentAssigned':
      said.push(fact.data.agentId, fact.data.by === 'pick' ? 'picked' : 'pushed');
      break;
    case 'rejoin.v1.CustomerReconnected':
      // @ts-expect-error a return has no agent
      said.push(fact.data.agentId);
  }
}
export const start = (jetstream: never) => new FactReader({ jetstream, durable: 'crm', store: new MemoryStore(), apply });
`;

describe('the package of the library', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-events-'));
  const installed = join(folder, 'node_modules/@rejoin/events');

  beforeAll(() => {
    mkdirSync(installed, { recursive: true });
    execFileSync(process.execPath, [tsc, '-p', 'libs/events', '--outDir', join(installed, 'dist')], {
      cwd: root,
    });
    for (const file of ['package.json', 'README.md'])
      cpSync(join(root, 'libs/events', file), join(installed, file));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

  it('works where there is nothing else of the product', () => {
    const names = run('-e', 'console.log(Object.keys(require("@rejoin/events")).sort().join(" "))');
    expect(names).toContain('FactReader MemoryStore PostgresStore');
    run(
      '--input-type=module',
      '-e',
      'import { FactReader } from "@rejoin/events"; new FactReader({ streams: [] }).close();',
    );
  });

  it('has types that tell facts apart', () => {
    writeFileSync(join(folder, 'program.mts'), program);
    const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')];
    const strict = ['--strict', '--noEmit', '--skipLibCheck', '--target', 'es2022', '--module', 'nodenext'];
    run(tsc, ...strict, ...types, 'program.mts');
  });
});
