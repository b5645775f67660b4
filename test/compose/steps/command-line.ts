import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { administrator, asYou } from '../path';
import type { OperatorsPath } from '../path';

/** The command line in a container. */
export function operate(path: OperatorsPath): void {
  const { deployment } = path;

  path.step('is operated by the command line, which has only the secrets that its commands use', async () => {
    const once = ['run', '--rm', '-T'];
    const inside = await deployment.compose(...once, '--entrypoint', 'ls', 'cli', '/run/secrets');
    expect(inside.trim().split(/\s+/).sort()).toEqual([
      'OPERATOR_NATS_PASSWORD',
      'POSTGRES_PASSWORD',
      'REJOIN_SETUP_TOKEN',
    ]);
    const findings = await deployment.doctor();
    expect(findings.filter(({ level }) => level === 'problem' || level === 'skipped')).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual(expect.arrayContaining(['secrets', 'nats.rights']));
    const cli = (...args: string[]) => deployment.compose(...once, ...asYou, 'cli', ...args);
    expect(await cli('accounts', 'list')).toContain(administrator.login);
    expect(await cli('conversation', 'timeline', path.mia.conversationId)).toContain('ConversationStarted');
    await cli('windows', 'list');
    const file = join(deployment.folder, 'settings.yaml');
    writeFileSync(file, await cli('settings', 'export'));
    const imported = await deployment.pipe(
      `${once.join(' ')} ${asYou.map((word) => `'${word}'`).join(' ')} cli settings import - < '${file}'`,
    );
    expect(imported).toContain('Nothing had to be changed.');
    const show = 'node dist/tools/migrations/main.js config show'.split(' ');
    expect(await deployment.compose('exec', '-T', 'config', ...show)).toMatch(/Config\d+/);
    // It fails when it finds something.
    await cli('audit');
    await expect(
      deployment.compose(...once, ...asYou, '--env', 'REJOIN_ALLOW_HTTP=', 'cli', 'accounts', 'list'),
    ).rejects.toThrow('unencrypted');
  });

  path.step('reverts a migration of a service that is stopped, which applies it when it starts', async () => {
    const timer = 'reconnection-timer';
    const migrations = ['node', 'dist/tools/migrations/main.js', timer];
    await deployment.compose('stop', timer);
    const reverted = await deployment.compose(
      ...['run', '--rm', '-T', '--no-deps', timer],
      ...[...migrations, 'revert'],
    );
    const [, name = 'nothing'] = /^reverted (\w+)$/m.exec(reverted) ?? [];
    await deployment.compose('start', timer);
    await deployment.isHealthy(timer);
    expect(await deployment.compose('exec', '-T', timer, ...migrations, 'show')).toContain(`[X] ${name}`);
  });
}
