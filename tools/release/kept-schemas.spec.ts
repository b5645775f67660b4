import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepSchemas } from './kept-schemas';

describe('the schemas of a release', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'rejoin-schemas-'));
    for (const folder of ['docs/generated/schemas', 'tools/generate/released'])
      mkdirSync(join(root, folder), { recursive: true });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('are kept in one file, by the names of the facts', () => {
    for (const name of ['MessageSent', 'AgentAssigned'])
      writeFileSync(join(root, `docs/generated/schemas/${name}.json`), JSON.stringify({ title: name }));
    keepSchemas(root, '1.2.0');
    const kept = readFileSync(join(root, 'tools/generate/released/facts-1.2.0.json'), 'utf8');
    expect(JSON.parse(kept)).toEqual({
      AgentAssigned: { title: 'AgentAssigned' },
      MessageSent: { title: 'MessageSent' },
    });
  });
});
