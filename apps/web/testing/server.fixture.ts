/** A request of the page, as a server reads it. */
export interface ServerRequest {
  readonly method: string;
  readonly path: string;
  readonly search: URLSearchParams;
  readonly body: unknown;
  readonly headers: Headers;
}

export interface Answer {
  readonly status?: number;
  readonly json?: unknown;
  readonly blob?: Blob;
  readonly headers?: Record<string, string>;
}

/** `later` never comes; `nothing` is a network that is down. */
type Reply = Answer | Promise<Answer> | 'later' | 'nothing';

/** Answers the HTTP requests of a page: what a scene says, until a test says something else. */
export class Server {
  readonly asked: ServerRequest[] = [];
  private readonly replies = new Map<string, (asked: ServerRequest) => Reply>();

  constructor(private readonly scene: (asked: ServerRequest) => Answer | undefined) {
    globalThis.fetch = ((url: string, init: RequestInit = {}) => this.answer(url, init)) as typeof fetch;
  }

  /** From now on requests such as `PUT /v1/agents/anna` get this answer. */
  plays(route: string, reply: Reply | ((asked: ServerRequest) => Reply)): void {
    this.replies.set(route, typeof reply === 'function' ? reply : () => reply);
  }

  /** From now on these requests are refused with a name. */
  refuses(route: string, status: number, name: string, more: object = {}): void {
    this.plays(route, { status, json: { type: 'about:blank', title: 'no', status, name, ...more } });
  }

  /** The bodies of the requests to a route, in their order. */
  bodiesOf(route: string): unknown[] {
    return this.asked.filter((one) => routeOf(one) === route).map(({ body }) => body);
  }

  private async answer(url: string, init: RequestInit): Promise<Response> {
    const { pathname, searchParams } = new URL(url, location.origin);
    const asked: ServerRequest = {
      method: init.method ?? 'GET',
      path: pathname,
      search: searchParams,
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
      headers: new Headers(init.headers),
    };
    this.asked.push(asked);
    const reply = this.replies.get(routeOf(asked))?.(asked) ?? this.scene(asked) ?? { status: 404 };
    if (reply === 'later') return new Promise(() => undefined);
    if (reply === 'nothing') throw new TypeError('the network is down');
    const { status = 200, json = {}, blob, headers = {} } = reply instanceof Promise ? await reply : reply;
    return blob ? new Response(blob, { status, headers }) : Response.json(json, { status, headers });
  }
}

function routeOf({ method, path }: ServerRequest): string {
  return `${method} ${path}`;
}
