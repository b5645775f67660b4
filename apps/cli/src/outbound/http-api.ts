import type { Administrator } from '../cli.environment';
import { CommandFailure, exitCodes, using } from '../failure';

const answerWithinMs = 20_000;
const pageSize = 100;

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The HTTP API of a gateway or of config, with the rights of an administrator who has signed in. */
export class HttpApi {
  private constructor(
    private readonly base: string,
    private readonly token: string | undefined,
  ) {}

  /** Signs in, runs `work`, and signs out. */
  static async asAdministrator<T>(
    base: string,
    { login, password, code }: Administrator,
    work: (api: HttpApi) => Promise<T>,
  ): Promise<T> {
    const stranger = HttpApi.anonymous(base);
    const { token } = await stranger.send('POST', '/v1/sign-in', {
      login,
      password,
      ...(code === undefined ? {} : { code }),
    });
    const api = new HttpApi(base, String(token));
    try {
      return await work(api);
    } finally {
      await api.send('POST', '/v1/sign-out', {}).catch(() => undefined);
    }
  }

  static anonymous(base: string): HttpApi {
    return new HttpApi(base, undefined);
  }

  get(path: string): Promise<Answer['body']> {
    return this.send('GET', path);
  }

  /** Sends a request. `version` is the version of the resource that was read (If-Match). */
  async send(method: string, path: string, body?: object, version?: number): Promise<Answer['body']> {
    const { status, body: answer } = await using(this.base, () => this.exchange(method, path, body, version));
    if (status >= 200 && status < 300) return answer;
    throw refusalOf(status, answer);
  }

  /** Reads all pages of a list. `field` is the field of the reply with the items. */
  all<Item>(path: string, field = 'items', filter = new URLSearchParams()): Promise<Item[]> {
    return allPages(field, (page) => {
      const query = new URLSearchParams([...filter, ...Object.entries(page)]);
      return this.get(`${path}?${query.toString()}`);
    });
  }

  /** Reads all pages of a list that is requested with a body. */
  allOf<Item>(path: string, body: object): Promise<Item[]> {
    return allPages('items', (page) => this.send('POST', path, { ...body, ...page, limit: pageSize }));
  }

  private async exchange(method: string, path: string, body?: object, version?: number): Promise<Answer> {
    const response = await fetch(this.base + path, {
      method,
      // A redirect would repeat the password or the token elsewhere.
      redirect: 'error',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }
}

async function allPages<Item>(
  field: string,
  read: (page: Readonly<Record<string, string>>) => Promise<Answer['body']>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await read({ limit: String(pageSize), ...(cursor ? { cursor } : {}) });
    items.push(...(page[field] as Item[]));
    cursor = (page['nextCursor'] ?? page['next']) as typeof cursor;
  } while (cursor);
  return items;
}

const remedies: Readonly<Record<string, string>> = {
  'sign-in-failed': 'Correct REJOIN_ADMIN_LOGIN and the password.',
  'passwords-off': 'Turn passwords on for the time of the command: rejoin passwords on.',
  'code-required': 'Give the code of your authenticator app as REJOIN_ADMIN_CODE.',
  'code-wrong': 'Give the current code of your authenticator app as REJOIN_ADMIN_CODE.',
  forbidden: 'Sign in with an account that has the role administrator or supervisor.',
  'version-conflict': 'Somebody else has changed it meanwhile. Run the command again.',
  'not-found': 'Check the id.',
  'conversation-open': 'Wait until it is closed, or add --end.',
  unavailable: 'Try again; if it stays, run rejoin doctor.',
  'too-many': 'Wait a minute, and try again.',
  'password-too-easy': 'Choose another password of several unrelated words.',
};

function refusalOf(status: number, body: Answer['body']): CommandFailure {
  const text = (field: string) => (typeof body[field] === 'string' ? body[field] : undefined);
  const name = text('name') ?? String(status);
  const title = (text('detail') ?? text('title') ?? `The service answered ${status}`).replace(/\.$/, '');
  const fields = Array.isArray(body['errors'])
    ? (body['errors'] as { field?: string; path?: string; message?: string }[])
        .map((one) => `${one.field ?? one.path ?? ''}: ${one.message ?? ''}`)
        .join('; ')
    : '';
  return new CommandFailure(
    name === 'unavailable' ? exitCodes.unreachable : exitCodes.refused,
    `${title} (${name})${fields === '' ? '' : `: ${fields}`}`,
    remedies[name] ?? `See /problems/${name} of the service.`,
    name,
  );
}
