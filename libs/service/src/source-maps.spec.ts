import { transformFileSync, transformSync } from '@swc/core';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const leavesPackagesOut = 'setSourceMapsSupport' in nodeModule;

// Each stack is that of a process of its own.
jest.setTimeout(60_000);

describe('the stack of an error of a service', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rejoin-source-maps-'));
    const { code } = transformFileSync(join(__dirname, 'source-maps.ts'), {
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(join(folder, 'source-maps.js'), code);
    compile('ours', 'ours.ts');
    compile('node_modules/theirs/index', 'theirs.ts');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Writes a module that throws in the fourth line of its source, with its source map. */
  const compile = (name: string, filename: string) => {
    const source = `interface Left {\n  readonly out: string;\n}\nthrow new Error('thrown');\n`;
    const { code, map } = transformSync(source, {
      filename,
      swcrc: false,
      sourceMaps: true,
      jsc: { parser: { syntax: 'typescript' } },
    });
    const file = join(folder, `${name}.js`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${code}\n//# sourceMappingURL=map.json\n`);
    writeFileSync(join(dirname(file), 'map.json'), map ?? '');
  };
  const stackOf = (module: string, first = `require('./source-maps');`) =>
    execFileSync(
      process.execPath,
      ['-e', `${first} try { require('${module}') } catch (error) { console.log(error.stack) }`],
      { cwd: folder, encoding: 'utf8', env: {} },
    );

  it('names the lines of our sources', () => {
    expect(stackOf('./ours')).toContain('ours.ts:4:');
    expect(stackOf('./ours', '')).not.toContain('ours.ts');
  });

  it('needs no source maps of packages', () => {
    expect(stackOf('theirs').includes('theirs.ts:4:')).toBe(!leavesPackagesOut);
  });
});
