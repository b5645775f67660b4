import { ConfigHttp } from './config-http';
import { isRefused } from './refused';

const problem = (status: number, name: string) => () =>
  Promise.resolve(Response.json({ name, detail: 'no' }, { status }));
const answer = (body: object) => () => Promise.resolve(Response.json(body));

describe('a request to config', () => {
  let responses: (() => Promise<Response>)[];
  let sent: { path: string; init: RequestInit }[];
  let reached: boolean[];
  let wantsToSignIn: boolean;
  let signIns: number;
  let http: ConfigHttp;

  beforeEach(() => {
    [responses, sent, reached, wantsToSignIn, signIns] = [[], [], [], true, 0];
    jest.spyOn(globalThis, 'fetch').mockImplementation((path, init = {}) => {
      sent.push({ path: path as string, init });
      return responses.shift()?.() ?? Promise.reject(new TypeError('no connection'));
    });
    http = new ConfigHttp({
      token: () => `token ${signIns}`,
      signInAgain: () => {
        signIns += 1;
        return Promise.resolve(wantsToSignIn);
      },
      reached: (is) => reached.push(is),
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('carries the token, the body and the version that was read', async () => {
    responses = [answer({ version: 3 })];
    expect(await http.ask('/v1/x', { method: 'PUT', body: { a: 1 }, version: 2 })).toEqual({ version: 3 });
    expect(sent[0]?.init).toMatchObject({
      method: 'PUT',
      body: '{"a":1}',
      headers: { Authorization: 'Bearer token 0', 'Content-Type': 'application/json', 'If-Match': '"2"' },
    });
    expect(reached).toEqual([true]);
  });

  it('is sent once more after the person has signed in again', async () => {
    responses = [problem(401, 'sign-in-expired'), answer({ a: 1 })];
    expect(await http.ask('/v1/x')).toEqual({ a: 1 });
    expect(sent.map(({ init }) => (init.headers as Record<string, string>)['Authorization'])).toEqual([
      'Bearer token 0',
      'Bearer token 1',
    ]);
  });

  it('fails when the person does not want to sign in again, and when signing in or out is refused', async () => {
    wantsToSignIn = false;
    responses = [problem(401, 'unauthenticated')];
    await expect(http.ask('/v1/x')).rejects.toMatchObject({ name: 'unauthenticated' });
    expect(signIns).toBe(1);
    for (const ask of [{ isOpen: true }, { isLast: true }]) {
      responses = [problem(401, 'unauthenticated')];
      await expect(http.ask('/v1/x', ask)).rejects.toMatchObject({ name: 'unauthenticated' });
    }
    expect([sent.length, signIns]).toEqual([3, 1]);
  });

  it('signs in without a token', async () => {
    responses = [answer({})];
    await http.ask('/v1/sign-in', { method: 'POST', body: {}, isOpen: true });
    expect(sent[0]?.init.headers).toEqual({ 'Content-Type': 'application/json' });
  });

  it('finds the service unreachable without a connection and while it is unavailable, and reachable when it refuses', async () => {
    const error: unknown = await http.ask('/v1/x').catch((reason: unknown) => reason);
    expect(isRefused(error, 'unavailable')).toBe(true);
    responses = [problem(503, 'unavailable'), problem(403, 'forbidden')];
    await expect(http.ask('/v1/x')).rejects.toMatchObject({ name: 'unavailable' });
    await expect(http.ask('/v1/x')).rejects.toMatchObject({ name: 'forbidden' });
    expect(reached).toEqual([false, false, true]);
  });
});
