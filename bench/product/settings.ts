/**
 * The number of widgets of one workstream. Each widget may start 3,000 chats at once at each gateway, so a
 * large load needs several.
 */
export const widgetIds = Array.from({ length: 10 }, (_, i) => `bench-${i + 1}`);
export const workstreamId = 'bench';

const origin = 'https://shop.example';

/**
 * Signs in as the demo's administrator and creates a workstream, widgets and agents through config's HTTP
 * API.
 */
export class Settings {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async open(configUrl: string): Promise<Settings> {
    const body = { login: 'admin@demo', password: 'rejoin-demo' };
    const { token } = (await post(configUrl, '/v1/sign-in', body)) as { token: string };
    return new Settings(configUrl, token);
  }

  /**
   * Customers become away after `debounceSeconds` without a connection and have `timeLimitSeconds` to return.
   */
  async open(timeLimitSeconds: number, debounceSeconds = 1): Promise<void> {
    await this.make('/v1/workstreams', {
      workstreamId,
      name: 'Bench',
      active: true,
      timeZone: 'UTC',
      unitsPerConversation: 1,
      wrapUpRule: 'always-block',
      wrapUpSeconds: null,
      autoCloseSeconds: 600,
      openHoldSeconds: 600,
    });
    for (const widgetId of widgetIds) {
      await this.make('/v1/widgets', {
        widgetId,
        workstreamId,
        name: widgetId,
        active: true,
        locale: 'en',
        allowedOrigins: [origin],
        askName: false,
        debounceSeconds,
        reconnect: {
          enabled: true,
          timeLimitSeconds,
          portalUrl: `${origin}/help`,
          redirectUrl: null,
          extension: { times: 2, seconds: 20 },
        },
        authentication: {
          required: false,
          publicKeys: [],
          jwksUrl: null,
          algorithms: ['ES256'],
          issuer: null,
          audience: null,
          audienceRequired: false,
        },
      });
    }
  }

  /** Creates agents with accounts and returns their usernames. */
  async employ(count: number, password: string, maxUnits = 10_000): Promise<string[]> {
    const ids = Array.from({ length: count }, (_, i) => `agent-${i + 1}`);
    for (let from = 0; from < ids.length; from += 8) {
      await Promise.all(ids.slice(from, from + 8).map((id) => this.employOne(id, password, maxUnits)));
    }
    return ids;
  }

  private async employOne(agentId: string, password: string, maxUnits: number): Promise<void> {
    await this.make('/v1/agents', {
      agentId,
      displayName: agentId,
      active: true,
      maxUnits,
      defaultPresence: 'available',
      graceSeconds: 600,
      workstreamIds: [workstreamId],
    });
    const account = { accountId: agentId, login: agentId, displayName: agentId, password };
    await this.make('/v1/accounts', { ...account, roles: ['agent'], agentId, active: true, external: null });
  }

  private make(path: string, body: object): Promise<unknown> {
    return post(this.url, path, body, this.token);
  }
}

async function post(url: string, path: string, body: object, token?: string): Promise<unknown> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`POST ${path} was refused: ${JSON.stringify(answer)}`);
  return answer;
}
