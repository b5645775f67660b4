import { Refusal } from '@rejoin/client';
import { configRoutes, type ReplyOf, type Route } from '@rejoin/contracts';
import type { Administrator } from '../cli.environment';
import { z } from 'zod';
import { CommandFailure, exitCodes, hostOf, using } from '../failure';

const answerWithinMs = 20_000;
const pageSize = 100;

/** Every refusal of a service has this form. An answer in another one is of a proxy or of another program. */
const problemDetails = z.object({
  name: z.string(),
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

/** What a request carries. */
interface RequestContent {
  /** The values of the parameters of the path, in their order. */
  readonly of?: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** The version of the resource that was read (If-Match). */
  readonly version?: number;
}

/** The items in a field of a reply. */
type ItemIn<Reply, Field extends string> =
  Reply extends Readonly<Record<Field, readonly (infer Item)[]>> ? Item : never;

/**
 * The HTTP API of a gateway or of config, with the rights of an administrator who has signed in. What a service refuses
 * is thrown as a {@link Refusal}.
 */
export class HttpApi {
  private constructor(
    private readonly base: string,
    private readonly token: string | undefined,
  ) {}

  /** Signs in, runs `work`, and signs out. Both services have the same routes for it. */
  static async asAdministrator<T>(
    base: string,
    { login, password, code }: Administrator,
    work: (api: HttpApi) => Promise<T>,
  ): Promise<T> {
    const { signIn, signOut } = configRoutes.signIn;
    const body = { login, password, ...(code === undefined ? {} : { code }) };
    const { token } = await HttpApi.anonymous(base).send(signIn, { body });
    const api = new HttpApi(base, token);
    try {
      return await work(api);
    } finally {
      await api.send(signOut, { body: {} }).catch(() => undefined);
    }
  }

  static anonymous(base: string): HttpApi {
    return new HttpApi(base, undefined);
  }

  async send<R extends Route>(route: R, content: RequestContent = {}): Promise<ReplyOf<R>> {
    return (await using(this.base, () => this.exchange(route, content))) as ReplyOf<R>;
  }

  /** Reads all pages of a list. `field` is the field of the reply with the items. */
  async all<R extends Route, Field extends string>(
    route: R,
    field: Field,
    content: RequestContent = {},
  ): Promise<ItemIn<ReplyOf<R>, Field>[]> {
    const items: ItemIn<ReplyOf<R>, Field>[] = [];
    let cursor: string | null | undefined;
    do {
      const place = cursor ? { cursor } : {};
      const reply = (await this.send(
        route,
        route.method === 'POST'
          ? { ...content, body: { ...content.body, ...place, limit: pageSize } }
          : { ...content, query: { ...content.query, ...place, limit: String(pageSize) } },
      )) as Readonly<Record<string, unknown>>;
      items.push(...(reply[field] as typeof items));
      cursor = (reply['nextCursor'] ?? reply['next']) as typeof cursor;
    } while (cursor);
    return items;
  }

  private async exchange({ method, path }: Route, content: RequestContent): Promise<unknown> {
    const { of = [], query, body, version } = content;
    const values = of.values();
    const filled = path.replaceAll(/:\w+/g, () => encodeURIComponent(values.next().value ?? ''));
    const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
    const response = await fetch(this.base + filled + search, {
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
    if (response.ok) return response.json();
    const problem = problemDetails.safeParse(await response.json().catch(() => undefined));
    const isPassing = response.status >= 500 || response.status === 429;
    if (!problem.success && !isPassing) {
      const what = `HTTP ${response.status} from ${hostOf(this.base)}, without a reason`;
      throw new CommandFailure(
        exitCodes.unreachable,
        what,
        'Check the address, and what is in front of the service.',
      );
    }
    throw Refusal.ofAnswer(response.status, problem.data ?? {}, response.headers.get('retry-after'));
  }
}
