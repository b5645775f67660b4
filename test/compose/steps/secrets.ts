import { until } from '../../story/until';
import { services } from '../path';
import type { OperatorsPath } from '../path';

/** Secrets and readers that change under customers. */
export function changeSecrets(path: OperatorsPath): void {
  const { deployment } = path;

  path.step(
    'changes every secret under customers and agents, and restarts nothing',
    async () => {
      const doctor = async () => {
        const findings = await deployment.doctor();
        expect(findings.filter(({ level }) => level === 'problem')).toEqual([]);
        return findings.filter(({ level }) => level === 'warning').map(({ what }) => what);
      };
      const started = async () =>
        (await Promise.all(services.map((service) => deployment.containers(service)))).map(
          ([one]) => one?.State.StartedAt,
        );
      const before = await started();
      for (const name of ['REJOIN_LINK_KEY', 'REJOIN_TOKEN_KEYS', 'REJOIN_SETUP_TOKEN', 'passwords'])
        await deployment.changeSecrets('rotate', name);
      expect(await doctor()).toContain('Postgres still has the old password of routing');
      await path.theyTalk('passwords that the servers do not have yet');
      await deployment.compose('run', '--rm', '-T', 'provision');
      await deployment.reloadNats('nats');
      await path.theyTalk('new secrets');
      const warnings = await until(
        'the servers have the new passwords',
        async () => {
          const found = await doctor();
          return found.some((what) => what.includes('still has')) ? undefined : found;
        },
        60_000,
      );
      expect(warnings).toContain('REJOIN_LINK_KEY has 1 old value, which is still accepted');
      // The old token keys end in a later step, because their end ends the sign-in of the agent too.
      for (const name of ['REJOIN_LINK_KEY', 'REJOIN_SETUP_TOKEN', 'passwords'])
        await deployment.changeSecrets('end', name);
      // New connections, with the new passwords alone.
      for (const service of ['nats', 'postgres']) {
        await deployment.signal(service, 'KILL');
        await path.theyTalk(`new passwords at ${service}`);
      }
      await deployment.isHealthy();
      const old = (await doctor()).filter((what) => what.includes('old'));
      expect(old.filter((what) => !what.startsWith('REJOIN_TOKEN_'))).toEqual([]);
      expect(await started()).toEqual(before);
    },
    400_000,
  );

  path.step('adds a reader, whose password changes while it may sign in with both', async () => {
    const shown = (text: string): [user: string, password: string] => {
      const [, user = '', password = ''] = /User (\S+), password (\S+)/.exec(text) ?? [];
      return [user, password];
    };
    const before = shown(await deployment.changeReaders('add', 'crm'));
    await deployment.compose('up', '--detach', '--no-build', '--force-recreate', 'provision', 'nats');
    await deployment.up();
    await path.theyTalk('a reader');
    expect(await deployment.signInToNats(...before)).toBe('yes');

    const after = shown(await deployment.changeReaders('rotate', 'crm'));
    expect(after[0]).toBe('crm_2');
    const putIntoEffect = async () => {
      await deployment.compose('run', '--rm', '-T', 'provision');
      await deployment.reloadNats('nats');
    };
    await putIntoEffect();
    await until(
      'NATS has the new user',
      async () => (await deployment.signInToNats(...after)) === 'yes',
      60_000,
    );
    expect(await deployment.signInToNats(...before)).toBe('yes');
    // doctor tries the rights of both users, and names the old one.
    const wrong = (await deployment.doctor()).filter(({ level }) => level !== 'ok').map(({ what }) => what);
    expect(wrong).toContainEqual(
      expect.stringMatching(/^the reader crm has an old password, that of the user crm,/),
    );
    expect(wrong.filter((what) => /crm/.test(what))).toHaveLength(1);

    await deployment.changeReaders('end', 'crm');
    await putIntoEffect();
    await until(
      'NATS refuses the old user',
      async () => /authorization/i.test(await deployment.signInToNats(...before)),
      60_000,
    );
    expect(await deployment.signInToNats(...after)).toBe('yes');
    await path.theyTalk('the new password of a reader');

    expect(await deployment.changeReaders('list')).toContain('crm  (crm_2)');
    await deployment.changeReaders('remove', 'crm');
    await putIntoEffect();
    const isRefused = async () => /authorization/i.test(await deployment.signInToNats(...after));
    await until('NATS refuses the reader', isRefused, 60_000);
  });
}
