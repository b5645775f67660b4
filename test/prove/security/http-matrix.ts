import type { Findings } from '../findings';
import type { System } from '../system';
import { newSessionSecret, tokenOf, wrongTokens, type People } from './people';
import { httpRoutes, type HttpRoute } from './routes';
import { origin } from '../../journeys/portal';

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The requests of one kind of principals that must be refused. */
type Wrong = readonly (readonly [who: string, body: object | undefined, path: string])[];

/**
 * Calls every route that the services declare as each principal that must not pass it. All unauthenticated
 * principals must get the same answer, and so must all authenticated ones without the right. An open route
 * without wrong principals of its own is a finding.
 */
export async function tryRoutes(system: System, people: People, findings: Findings): Promise<number> {
  const nobody: string[] = [];
  const lesser: string[] = [];
  const foreign: string[] = [];
  let tried = 0;
  const wrong = await wrongTokens(people, system.secrets.tokenPublicKey);
  for (const route of httpRoutes().filter(({ method }) => method !== 'OPTIONS')) {
    const url = system.of(route.service)[0]?.process.url ?? '';
    const name = `${route.service} ${route.method} ${route.path}`;
    const ask = (token: string | undefined, body?: object, path = pathOf(route, people)) => {
      tried++;
      return call(url, route.method, path, token, body);
    };
    if (route.roles === null) {
      const sets = wrongOnesAt(route, people);
      if (!sets) foreign.push(`${name}: no wrong principals are declared for it`);
      for (const set of sets ?? []) {
        const answers = await inTurn(set, ([, body, path]) => ask(undefined, body, path));
        foreign.push(
          ...differing(
            name,
            set.map(([who]) => who),
            answers,
            (status) => status >= 400 && status < 500,
          ),
        );
      }
      continue;
    }
    const tokens = [['no token', undefined] as const, ...wrong];
    const answers = await inTurn(tokens, ([, token]) => ask(token, route.method === 'GET' ? undefined : {}));
    nobody.push(
      ...differing(
        name,
        tokens.map(([who]) => who),
        answers,
        (status) => status === 401,
      ),
    );
    for (const role of ['agent', 'supervisor', 'administrator'] as const) {
      if (route.roles.includes(role)) continue;
      const { status, body } = await ask(people.tokens[role], route.method === 'GET' ? undefined : {});
      if (status !== 403 || !body.includes('"forbidden"'))
        lesser.push(`${name}: ${role} gets ${status} ${body}`);
    }
  }
  findings.add('every route refuses requests without a valid token with the same answer', nobody);
  findings.add('every route is closed to the roles that it is not for', lesser);
  findings.add('every open route denies unknown, used and foreign secrets alike', foreign);
  findings.add('a sign-in that was ended opens nothing', await endedSignIn(system, people));
  return tried;
}

/** On the routes of customers the secret is wrong, not the token of a role. */
function wrongOnesAt(route: HttpRoute, people: People): readonly Wrong[] | undefined {
  return wrongOnesForChats(route, people) ?? wrongOnesForSignIns(route) ?? wrongOnesForPages(route, people);
}

function wrongOnesForChats({ method, path }: HttpRoute, people: People): readonly Wrong[] | undefined {
  const { shop, link, theirs, portalToken } = people;
  const secret = newSessionSecret();
  const [id, ...rest] = link.split('.');
  const signature = rest.join('.');
  const redeem = (given: string, widget = shop.name): readonly [string, object, string] => [
    given === link ? 'a link of another widget' : 'an invented link',
    { link: given, secret },
    `/v1/widgets/${widget}/redeem`,
  ];
  const chat = (verb: string, connection: string): readonly [string, object, string] => [
    'an unknown connection',
    verb === 'send' ? { connection, first: 1, frames: ['{}'] } : { connection, after: 0 },
    `/v1/chat/${verb}`,
  ];
  switch (`${method} ${path}`) {
    case 'POST /v1/widgets/:widgetId/redeem':
      return [
        [
          redeem('invented'),
          redeem(`${id}.${'A'.repeat(signature.length)}`),
          redeem(`${theirs.conversationId}.${signature}`),
          redeem(link, 'shop-portal'),
          redeem(link, 'shop-unknown'),
        ],
      ];
    case 'POST /v1/widgets/:widgetId/reconnectable':
    case 'POST /v1/widgets/:widgetId/continue': {
      const verb = path.split('/').at(-1) ?? '';
      const body = verb === 'continue' ? { conversationId: theirs.conversationId, secret } : {};
      const at = `/v1/widgets/shop-portal/${verb}`;
      const other = { conversationId: newSessionSecret().slice(0, 20), secret };
      return [
        [
          ['no token of the portal', { ...body, token: 'a.b.c' }, at],
          ['a changed token of the portal', { ...body, token: `${portalToken.slice(0, -6)}AAAAAA` }, at],
        ],
        ...(verb === 'continue'
          ? [
              [
                ['another customer’s conversation', { ...body, token: portalToken }, at],
                ['no conversation', { ...other, token: portalToken }, at],
              ] as const,
            ]
          : []),
      ];
    }
    case 'POST /v1/chat/send':
    case 'POST /v1/chat/poll':
    case 'POST /v1/chat/close': {
      const verb = path.split('/').at(-1) ?? '';
      return [[chat(verb, 'nobody.x'), chat(verb, newSessionSecret())]];
    }
    default:
      return undefined;
  }
}

function wrongOnesForSignIns({ method, path }: HttpRoute): readonly Wrong[] | undefined {
  switch (`${method} ${path}`) {
    case 'POST /v1/sign-in':
      return [
        [
          ['an unknown login', { login: 'nobody@demo', password: 'wrong-password' }, path],
          ['a wrong password', { login: 'agent-stranger', password: 'wrong-password' }, path],
        ],
      ];
    case 'POST /v1/sign-in/code': {
      const attempt = () => ({ code: newSessionSecret(), verifier: newSessionSecret() });
      return [
        [
          ['an invented code', attempt(), path],
          ['another one', attempt(), path],
        ],
      ];
    }
    case 'GET /v1/sign-in/providers/:providerId':
      return [
        [
          ['an unknown provider', undefined, '/v1/sign-in/providers/nobody'],
          ['another one', undefined, '/v1/sign-in/providers/other'],
        ],
      ];
    case 'POST /v1/sign-in/providers/:providerId/back-channel-logout': {
      const form = () =>
        new URLSearchParams({ logout_token: `${newSessionSecret()}.${newSessionSecret()}.x` });
      return [
        [
          ['an unknown provider', form(), '/v1/sign-in/providers/nobody/back-channel-logout'],
          ['another one', form(), '/v1/sign-in/providers/other/back-channel-logout'],
        ],
      ];
    }
    case 'POST /v1/first-administrator': {
      const person = { login: 'first', displayName: 'First', password: 'three words of nobody' };
      return [
        [
          ['no token', { token: 'invented', ...person }, path],
          ['another token', { token: newSessionSecret(), ...person }, path],
        ],
      ];
    }
    case 'POST /oauth/token': {
      const client = (client_id: string, client_secret: string) =>
        new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
      return [
        [
          ['an unknown client', client('nobody', newSessionSecret()), path],
          ['a person', client('sam@demo', 'rejoin-demo'), path],
        ],
      ];
    }
    default:
      return undefined;
  }
}

function wrongOnesForPages(
  { service, method, path }: HttpRoute,
  { shop }: People,
): readonly Wrong[] | undefined {
  switch (`${method} ${path}`) {
    case 'GET /v1/widgets/:widgetId':
      return service === 'session-gateway'
        ? [
            [
              ['an unknown widget', undefined, '/v1/widgets/shop-unknown'],
              ['another unknown widget', undefined, '/v1/widgets/other-unknown'],
            ],
          ]
        : undefined;
    case 'GET /v1/widgets/:widgetId/frame':
      return [
        [
          ['an unknown widget', undefined, '/v1/widgets/shop-unknown/frame'],
          ['a widget without a shared domain', undefined, `/v1/widgets/${shop.name}/frame`],
        ],
      ];
    case 'GET /v1/widgets/:widgetId/try':
      return [
        [
          ['no token', undefined, `/v1/widgets/${shop.name}/try`],
          ['an invented token', undefined, `/v1/widgets/${shop.name}/try?token=${newSessionSecret()}`],
          ['an unknown widget', undefined, '/v1/widgets/shop-unknown/try'],
        ],
      ];
    // These are open to everyone: documents, redirects to an own page, whose address says why it failed, and a connection
    // that has not identified its client yet.
    case 'GET /openapi.json':
    case 'GET /v1/sign-in/options':
    case 'GET /v1/sign-in/providers/:providerId/callback':
    case 'GET /v1/sign-in/signed-out':
    case 'POST /v1/chat/open':
      return [];
    default:
      return undefined;
  }
}

async function endedSignIn(system: System, { tokens }: People): Promise<string[]> {
  const config = system.of('config')[0]?.process.url ?? '';
  const token = await tokenOf(config, 'sam@demo', 'rejoin-demo');
  const out = await call(config, 'POST', '/v1/sign-out', token, {});
  if (out.status >= 300) return [`signing out answers ${out.status}`];
  const after = await call(config, 'GET', '/v1/widgets', token);
  const other = await call(config, 'GET', '/v1/widgets', tokens.supervisor);
  return [
    ...(after.status === 401 ? [] : [`an ended sign-in gets ${after.status}`]),
    ...(other.status === 200 ? [] : [`another sign-in of the same account gets ${other.status}`]),
  ];
}

function differing(
  name: string,
  who: readonly string[],
  answers: readonly Answer[],
  isDenial: (status: number) => boolean,
): string[] {
  const [first] = answers;
  return answers.flatMap(({ status, body }, i) => {
    if (!isDenial(status)) return [`${name}: ${who[i]} gets ${status} ${body.slice(0, 100)}`];
    if (status === first?.status && body === first.body) return [];
    return [`${name}: ${who[i]} gets ${status} ${body.slice(0, 100)}, ${who[0]} ${first?.status}`];
  });
}

export function pathOf({ path }: HttpRoute, { theirs, shop }: Pick<People, 'theirs' | 'shop'>): string {
  return path
    .replace(':conversationId', theirs.conversationId)
    .replace(/:(workstreamId|widgetId|id)/, shop.name);
}

export async function call(
  url: string,
  method: string,
  path: string,
  token: string | undefined,
  body?: object | string,
): Promise<Answer> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      origin,
      ...(body === undefined || body instanceof URLSearchParams
        ? {}
        : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: isSentAsItIs(body) ? body : JSON.stringify(body) }),
    redirect: 'manual',
    signal: AbortSignal.timeout(30_000),
  });
  return { status: answer.status, body: await answer.text() };
}

function isSentAsItIs(body: object | string): body is string | URLSearchParams {
  return typeof body === 'string' || body instanceof URLSearchParams;
}

async function inTurn<T, R>(of: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const all: R[] = [];
  for (const one of of) all.push(await act(one));
  return all;
}
