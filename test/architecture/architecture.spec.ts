import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';

const root = join(__dirname, '..', '..');
const canaries = join(__dirname, 'canaries');

// Each test runs a tool over the canaries, on a machine that may be busy.
jest.setTimeout(120_000);

/** Returns the output of a tool, which exits with an error because the canaries break the rules. */
function run<T>(tool: string, args: string[], cwd: string): T {
  const { stdout, stderr } = spawnSync(join(root, 'node_modules', '.bin', tool), args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 50_000_000,
  });
  if (!/^[[{]/.test(stdout)) throw new Error(`${tool} failed: ${stderr}${stdout}`);
  return JSON.parse(stdout) as T;
}

describe('the dependency rules', () => {
  interface Report {
    summary: { violations: { rule: { name: string }; from: string }[] };
  }
  const violations = () => {
    const config = join(root, '.dependency-cruiser.cjs');
    const args = ['apps', 'libs', 'tools', '--config', config, '--output-type', 'json'];
    const { summary } = run<Report>('depcruise', args, canaries);
    return summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).sort();
  };

  it('each report their canary, and nothing that obeys', () => {
    const fired = violations();
    expect(fired).toEqual([
      'apps-import-no-other-app: apps/shop/src/inbound/knows-the-bank.ts',
      'contracts-know-zod-only: libs/contracts/src/knows-the-kernel.ts',
      'csv-knows-nothing: libs/csv/src/knows-files.ts',
      'domain-is-pure: apps/shop/src/domain/reads-the-store.ts',
      'everything-is-found: apps/shop/src/inbound/lost.ts',
      'figures-stand-in-one-file: apps/shop/src/inbound/counts-by-itself.ts',
      'figures-stand-in-one-file: apps/shop/src/use-cases/figures.metrics.ts',
      'kernel-knows-contracts-only: libs/kernel/src/knows-files.ts',
      'keys-know-no-other-room: apps/shop/src/keys/asks-the-store.ts',
      'libs-know-no-apps: libs/persistence/src/knows-an-app.ts',
      'modules-read-the-environment: apps/shop/src/use-cases/reads-the-environment.ts',
      'no-cycles: apps/bank/src/domain/chicken.ts',
      'no-dev-dependencies-in-product: apps/shop/src/inbound/knows-a-tool.ts',
      'only-messaging-knows-nats: apps/shop/src/inbound/knows-nats.ts',
      'only-messaging-knows-nats: libs/messaging/src/store/knows-nats.ts',
      'only-stores-know-postgres: apps/shop/src/inbound/knows-pg.ts',
      'only-stores-know-postgres: apps/shop/src/inbound/knows-typeorm.ts',
      'outbound-is-called: apps/shop/src/outbound/asks-the-store.ts',
      'pages-know-the-client-only: apps/web/desk/src/knows-the-kernel.ts',
      'pages-take-types-of-contracts: apps/web/desk/src/takes-schemas.ts',
      'plain-contracts-know-no-schemas: libs/contracts/src/plain.ts',
      'product-knows-no-tests: apps/shop/src/inbound/knows-a-test.ts',
      'product-knows-no-tests: tools/portal/knows-a-test.ts',
      'store-knows-sql-only: apps/shop/src/store/orders.store.ts',
      'the-command-line-knows-tables-only: apps/cli/src/use-cases/knows-the-bank.ts',
      'the-supervisors-page-comes-later: apps/web/desk/src/shows-supervision.ts',
      'use-cases-know-no-transport: apps/shop/src/use-cases/order.ts',
    ]);
    const rules = jest.requireActual<{ forbidden: { name: string }[] }>('../../.dependency-cruiser.cjs');
    const names = rules.forbidden.map(({ name }) => name);
    expect([...new Set(fired.map((one) => one.split(':')[0]))].sort()).toEqual(names.sort());
  });
});

describe('the style rules', () => {
  interface File {
    filePath: string;
    messages: { ruleId: string | null; line: number; message: string }[];
  }
  let found: string[];
  const namesAPath = [
    'apps/web/admin/src/names-a-path.ts',
    'apps/web/kit/names-a-path.ts',
    'libs/client/src/names-a-path.ts',
    'apps/cli/src/names-a-path.ts',
    'apps/cli/src/domain/names-a-path.ts',
    'apps/cli/src/outbound/names-a-path.ts',
    'apps/cli/src/use-cases/names-a-path.ts',
  ];

  beforeAll(() => {
    const files = ['impure.ts', 'pure.ts', 'waits.spec.ts'].map((name) => join('apps/shop/src/domain', name));
    const useCases = ['asks-postgres.ts', 'asks-the-internet.ts', 'sloppy.ts', 'adds-at-length.ts'].map(
      (name) => join('apps/shop/src/use-cases', name),
    );
    const sql = ['counts-rows.ts', 'store/reads-rows.ts'].map((name) => join('libs/messaging/src', name));
    const elsewhere = ['apps/shop/src/prints-rows.ts', 'libs/service/src/reads-version.ts'];
    const paths = [...files, ...useCases, ...sql, ...elsewhere, ...namesAPath].map((path) =>
      join(relative(root, canaries), path),
    );
    const report = run<File[]>('eslint', ['--no-ignore', '--format', 'json', ...paths], root);
    found = report.flatMap(({ filePath, messages }) =>
      messages.map(
        ({ ruleId, line, message }) => `${relative(canaries, filePath)}:${line} ${ruleId ?? message}`,
      ),
    );
  });
  const linesOf = (file: string, rule: string) =>
    found
      .filter((one) => `/${one}`.includes(`/${file}:`) && one.endsWith(` ${rule}`))
      .map((one) => Number(/:(\d+) /.exec(one)?.[1]));

  it('keep clocks, randomness, I/O, promises and exceptions out of the domain folder', () => {
    expect(linesOf('impure.ts', 'no-restricted-syntax')).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 13]);
    expect(linesOf('impure.ts', 'no-restricted-imports')).toEqual([1, 2]);
    expect(found.filter((one) => one.includes('/pure.ts'))).toEqual([]);
  });

  it('keep sleeps out of tests', () => {
    expect(linesOf('waits.spec.ts', 'no-restricted-syntax')).toEqual([4]);
    expect(linesOf('waits.spec.ts', 'no-restricted-imports')).toEqual([1]);
  });

  it('keep SQL in stores', () => {
    expect(linesOf('asks-postgres.ts', 'no-restricted-syntax')).toEqual([7, 8]);
    for (const file of ['counts-rows.ts', 'prints-rows.ts', 'reads-version.ts'])
      expect([file, linesOf(file, 'no-restricted-syntax')]).toEqual([file, [5]]);
    expect(found.filter((one) => one.startsWith('reads-rows.ts'))).toEqual([]);
  });

  it('keep HTTP requests out of use cases', () => {
    expect(linesOf('asks-the-internet.ts', 'no-restricted-imports')).toEqual([1, 2, 3]);
    expect(linesOf('asks-the-internet.ts', 'no-restricted-syntax')).toEqual([5]);
  });

  it.each(namesAPath)('let clients, pages and the command line name no path of an HTTP API: %s', (path) => {
    expect(linesOf(path, 'no-restricted-syntax')).toEqual([1, 2, 3]);
  });

  it('allow no any, no floating promise and no default export', () => {
    expect(linesOf('sloppy.ts', '@typescript-eslint/no-explicit-any')).toEqual([1]);
    expect(linesOf('sloppy.ts', '@typescript-eslint/no-floating-promises')).toEqual([2]);
    expect(linesOf('sloppy.ts', 'no-restricted-syntax')).toEqual([1]);
  });

  it('let a function have 100 lines at most', () => {
    expect(linesOf('adds-at-length.ts', 'max-lines-per-function')).toEqual([1]);
  });
});
