import { changePassword, ownSecondFactor, signIn as signInQuestion } from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { eventually } from '@rejoin/testing';
import { importPKCS8, SignJWT } from 'jose';
import { Secret, TOTP } from 'otpauth';
import { startShop, type TestConfig } from '../config.fixture';

const first = 'first-password';
const second = 'second-password';

describe("an account's own password", () => {
  let config: TestConfig;
  let administrator: string;

  beforeAll(async () => {
    config = await startShop();
    administrator = await config.tokenOf('admin@shop');
  });
  afterAll(() => config.stop());

  /** Creates an account for one test, and returns its token. */
  async function account(name: string, password: string | null = first) {
    const login = `${name}@shop`;
    const settings = { login, displayName: name, roles: ['supervisor'], agentId: null, active: true };
    const body = { ...settings, accountId: name, external: null, password };
    expect(await config.call('POST', '/v1/accounts', { token: administrator, body })).toMatchObject({
      status: 201,
    });
    return { login, token: password === null ? '' : await config.tokenOf(login, password) };
  }

  /** The versions of an account from which sign-ins are valid, as the facts say. */
  async function ended(accountId: string): Promise<unknown[]> {
    const facts = await config.service.parts.database.query<{ data: { before: number } }>(
      `select data from outbox where type = 'SignInsEnded' and aggregate_id = $1 order by seq`,
      [accountId],
    );
    return facts.map(({ data }) => data.before);
  }

  const change = (token: string, body: object) => config.call('POST', '/v1/me/password', { token, body });
  const signIn = async (login: string, password: string) =>
    (await config.call('POST', '/v1/sign-in', { body: { login, password } })).status;

  it('is changed by a caller who knows the current one, and signs in from then on', async () => {
    const { login, token } = await account('ada');
    const answer = await change(token, { current: first, next: second });
    expect(answer).toMatchObject({ status: 200, body: { accountId: 'ada', version: 2 } });
    expect(JSON.stringify(answer.body)).not.toContain('password');
    expect(await signIn(login, first)).toBe(401);
    expect(await signIn(login, second)).toBe(200);
  });

  it('ends every earlier sign-in, and starts a new one', async () => {
    const { login, token } = await account('alma');
    const elsewhere = await config.tokenOf(login, first);
    const { body } = await change(token, { current: first, next: second });
    for (const old of [token, elsewhere])
      expect(await config.call('GET', '/v1/me', { token: old })).toMatchObject({
        status: 401,
        body: { name: 'sign-in-expired' },
      });
    for (const fresh of [String(body['token']), await config.tokenOf(login, second)])
      expect(await config.call('GET', '/v1/me', { token: fresh })).toMatchObject({ status: 200 });
    expect(await ended('alma')).toEqual([2]);
  });

  it('can be changed from the agent desk, with the same answers', async () => {
    const { login } = await account('asta');
    const bus = new Bus({ url: config.nats.urlOf('session-gateway'), name: 'test' });
    await eventually(() => bus.reachesServer());
    const ask = (current: string) =>
      bus.ask(changePassword, { accountId: 'asta', current, next: second }, 20_000);
    expect(await ask('a guess')).toEqual({ refused: 'sign-in-failed' });
    const changed = await ask(first);
    const token = 'token' in changed ? changed.token : '';
    expect(await config.call('GET', '/v1/me', { token })).toMatchObject({ body: { accountId: 'asta' } });
    expect(await signIn(login, second)).toBe(200);
    await bus.close();
  });

  it('ends the sign-ins also when an administrator sets it, removes a role or the agent, or deactivates the account', async () => {
    const { token } = await account('abel');
    const body = { password: second };
    const put = (path: string, version: number, next: object) =>
      config.call('PUT', `/v1/accounts/abel${path}`, {
        token: administrator,
        body: next,
        ifMatch: `"${version}"`,
      });
    expect(await put('/password', 1, body)).toMatchObject({ status: 200 });
    expect(await config.call('GET', '/v1/me', { token })).toMatchObject({ status: 401 });
    const settings = { login: 'abel@shop', displayName: 'Abel', agentId: null, active: true, external: null };
    await put('', 2, { ...settings, roles: ['supervisor', 'administrator'] });
    await put('', 3, { ...settings, displayName: 'A. Bel', roles: ['supervisor', 'administrator'] });
    await put('', 4, { ...settings, roles: ['supervisor'] });
    await put('', 5, { ...settings, roles: ['supervisor'], active: false });
    expect(await ended('abel')).toEqual([2, 5, 6]);
  });

  it('appears in the audit log as set by its owner, without the old or the new password', async () => {
    const { token } = await account('bea');
    await change(token, { current: first, next: second });
    const { body } = await config.call('GET', '/v1/audit-log?what=account&id=bea', { token: administrator });
    expect((body['items'] as object[])[0]).toMatchObject({
      action: 'password-set',
      by: { as: 'account', accountId: 'bea' },
      version: 2,
      old: null,
      new: null,
    });
    expect(JSON.stringify(body)).not.toMatch(/first-password|second-password/);
  });

  it('is not changed by a caller who does not know it, even with a valid token', async () => {
    const { login, token } = await account('cleo');
    const answer = await change(token, { current: 'a guess', next: second });
    expect(answer).toMatchObject({ status: 401, body: { name: 'sign-in-failed' } });
    expect(await signIn(login, first)).toBe(200);
  });

  it('cannot be guessed with a stolen token, and its owner can sign in meanwhile', async () => {
    const { login, token } = await account('dora');
    for (let i = 0; i < 10; i++) await change(token, { current: `guess ${i}`, next: second });
    const answer = await change(token, { current: first, next: second });
    expect(answer).toMatchObject({ status: 429, body: { name: 'too-many' } });
    expect(await signIn(login, first)).toBe(200);
  });

  it.each([
    ['short', { current: first, next: 'short' }, '/next'],
    ['the same again', { current: first, next: first }, '/next'],
    ['missing', { current: first }, '/next'],
  ])('is not %s', async (_, body, field) => {
    const { token } = await account(`e${Math.random().toString(36).slice(2)}`);
    expect(await change(token, body)).toMatchObject({
      status: 400,
      body: { name: 'invalid', errors: [{ field }] },
    });
  });

  it('cannot be changed after the sign-in expired; the refusal says so', async () => {
    const pem = Buffer.from(process.env['REJOIN_TOKEN_PRIVATE_KEY'] ?? '', 'base64').toString();
    const principal = {
      org: 'default',
      accountId: 'sam',
      agentId: null,
      displayName: 'Sam',
      roles: ['supervisor'],
    };
    const token = await new SignJWT({ rejoin: principal })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer('rejoin')
      .setExpirationTime('-1s')
      .sign(await importPKCS8(pem, 'EdDSA'));
    expect(await config.call('GET', '/v1/me', { token })).toMatchObject({
      status: 401,
      body: { name: 'sign-in-expired' },
    });
  });

  describe('with a second factor', () => {
    const path = '/v1/me/second-factor';
    const signIn = (login: string, code?: string, password = first) =>
      config.call('POST', '/v1/sign-in', { body: { login, password, code } });
    const name = async (answer: Promise<{ body: Record<string, unknown> }>) => (await answer).body['name'];

    /**
     * Creates an account with its second factor on. It uses codes of earlier periods, so that the current ones are
     * unused.
     */
    async function withFactor(id: string) {
      const { login, token } = await account(id);
      const started = await config.call('POST', path, { token, body: { password: first } });
      const { secret } = started.body['enrolment'] as { secret: string };
      const totp = new TOTP({ secret: Secret.fromBase32(secret) });
      const code = (periods = 0) => totp.generate({ timestamp: Date.now() + periods * 30_000 });
      const confirmed = await config.call('POST', `${path}/confirm`, { token, body: { code: code(-1) } });
      const recoveryCodes = confirmed.body['recoveryCodes'] as string[];
      return { login, token, secret, code, recoveryCodes };
    }

    it('signs in with password and code, each code once, also for two sign-ins at the same moment', async () => {
      const { login, code } = await withFactor('twice');
      expect(await signIn(login)).toMatchObject({ status: 401, body: { name: 'code-required' } });
      const now = code();
      const answers = await Promise.all([signIn(login, now), signIn(login, now)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
      // A used code, an older one, one that was never right, and an unknown recovery code get the same answer.
      for (const wrong of [now, code(-1), 'aaaa-bbbb-cccc-dddd'])
        expect((await signIn(login, wrong)).body).toMatchObject({ name: 'code-wrong', status: 401 });
      expect((await signIn(login, code(1))).status).toBe(200);
    });

    it('does not reveal the second factor to a caller who does not know the password', async () => {
      const { login, code } = await withFactor('quiet');
      expect(await name(signIn(login, undefined, 'not-the-password'))).toBe('sign-in-failed');
      expect(await name(signIn(login, code(), 'not-the-password'))).toBe('sign-in-failed');
      expect((await signIn(login, code())).status).toBe(200);
    });

    it('is turned on by one of two requests at the same moment, whose recovery codes are the stored ones', async () => {
      const { login, token } = await account('hasty');
      const started = await config.call('POST', path, { token, body: { password: first } });
      const { secret } = started.body['enrolment'] as { secret: string };
      const totp = new TOTP({ secret: Secret.fromBase32(secret) });
      const code = totp.generate({ timestamp: Date.now() - 30_000 });
      const confirm = () => config.call('POST', `${path}/confirm`, { token, body: { code } });
      const answers = await Promise.all([confirm(), confirm(), confirm()]);
      const [codes, ...others] = answers.flatMap(
        ({ body }) => (body['recoveryCodes'] as string[] | undefined) ?? [],
      );
      expect(others).toHaveLength(9);
      expect((await signIn(login, codes)).status).toBe(200);
    });

    it('accepts each recovery code once, and counts the remaining ones', async () => {
      const { login, recoveryCodes } = await withFactor('recovery');
      expect(recoveryCodes).toHaveLength(10);
      const answer = await signIn(login, recoveryCodes[3]?.toUpperCase().replaceAll('-', ' '));
      expect(answer.status).toBe(200);
      expect(await name(signIn(login, recoveryCodes[3]))).toBe('code-wrong');
      const token = String(answer.body['token']);
      expect((await config.call('GET', path, { token })).body).toEqual({
        enabled: true,
        recoveryCodesLeft: 9,
      });
    });

    // The limit of codes is reached before any limit of passwords.
    it('limits wrong codes, although the password is right', async () => {
      const { login, code } = await withFactor('guessed');
      const names = new Set<unknown>();
      for (let i = 0; i < 7; i++) names.add(await name(signIn(login, '000000')));
      expect(names).toEqual(new Set(['code-wrong', 'too-many']));
      expect(await name(signIn(login, code()))).toBe('too-many');
    });

    it('does not require a code until a code confirms the factor, and starting needs the password', async () => {
      const { login, token } = await account('begun');
      expect(await name(config.call('POST', path, { token, body: { password: second } }))).toBe(
        'sign-in-failed',
      );
      await config.call('POST', path, { token, body: { password: first } });
      const confirm = { token, body: { code: '000000' } };
      expect(await name(config.call('POST', `${path}/confirm`, confirm))).toBe('code-wrong');
      expect((await signIn(login)).status).toBe(200);
    });

    it('can start the factor only once, so that a second secret cannot replace the confirmed one', async () => {
      const { token } = await withFactor('again');
      const again = config.call('POST', path, { token, body: { password: first } });
      expect(await name(again)).toBe('already-exists');
    });

    it('removes the factor together with a code; an administrator needs neither', async () => {
      const { login, token, code } = await withFactor('removed');
      const remove = (body: object) => config.call('POST', `${path}/remove`, { token, body });
      expect(await name(remove({ password: first, code: '000000' }))).toBe('code-wrong');
      expect((await signIn(login)).body['name']).toBe('code-required');
      expect((await remove({ password: first, code: code() })).status).toBe(200);
      expect((await signIn(login)).status).toBe(200);

      const other = await withFactor('lost');
      const read = await config.call('GET', '/v1/accounts/lost', { token: administrator });
      expect(read.body['hasSecondFactor']).toBe(true);
      const put = (as: string, ifMatch: string | null) =>
        config.call('PUT', '/v1/accounts/lost/second-factor', {
          token: as,
          body: {},
          ...(ifMatch === null ? {} : { ifMatch }),
        });
      expect((await put(other.token, read.etag)).status).toBe(403);
      expect((await put(administrator, '"1"')).status).toBe(412);
      expect((await put(administrator, read.etag)).body).toMatchObject({ hasSecondFactor: false });
      expect((await signIn(other.login)).status).toBe(200);
      const log = await config.call('GET', '/v1/audit-log?what=account&id=lost', { token: administrator });
      const actions = (log.body['items'] as { action: string }[]).map(({ action }) => action);
      expect(actions).toEqual(['second-factor-off', 'second-factor-on', 'created']);
    });

    it('requires the code also at the gateways, which ask config', async () => {
      const { login, code } = await withFactor('desk');
      const bus = new Bus({ url: config.nats.urlOf('session-gateway'), name: 'test' });
      await eventually(() => bus.reachesServer());
      const ask = (code?: string) =>
        bus.ask(signInQuestion, { login, password: first, ...(code === undefined ? {} : { code }) });
      expect(await ask()).toEqual({ refused: 'code-required' });
      expect(await ask(code())).toMatchObject({ account: { accountId: 'desk' } });
      const read = await bus.ask(ownSecondFactor, { accountId: 'desk', asked: { act: 'read' } });
      expect(read).toEqual({ enabled: true, recoveryCodesLeft: 10 });
      await bus.close();
    });

    it('leaves no secret in tables and no code in the audit log', async () => {
      const { secret, recoveryCodes } = await withFactor('stored');
      const { database } = config.service.parts;
      const rows = await database.query(
        `select row_to_json(f)::text as text from second_factors f
         union all select row_to_json(c)::text from recovery_codes c
         union all select row_to_json(l)::text from audit_log l`,
      );
      const all = JSON.stringify(rows);
      expect(rows.length).toBeGreaterThan(10);
      for (const one of [secret, ...recoveryCodes]) expect(all).not.toContain(one);
    });
  });
});
