import type {
  AgentSettings,
  QuickReplySettings,
  Role,
  WidgetSettings,
  WorkstreamSettings,
} from '@rejoin/contracts';
import type { Administrator } from './options';

interface CreatedResource {
  readonly path: string;
  readonly settings: object;
  etag: string;
}

/** Makes settings as an administrator, through config's HTTP API, and puts them out of use afterwards. */
export class ConfigApi {
  private readonly made: CreatedResource[] = [];

  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async open(url: string, administrator: Administrator): Promise<ConfigApi> {
    const { answer } = await ask(url, 'POST', '/v1/sign-in', administrator);
    return new ConfigApi(url, (answer as { token: string }).token);
  }

  /** Makes the first administrator of a new system. */
  static async makeAdministrator(
    url: string,
    setupToken: string,
    { login, password }: Administrator,
  ): Promise<void> {
    await ask(url, 'POST', '/v1/first-administrator', {
      token: setupToken,
      login,
      displayName: login,
      password,
    });
  }

  workstream(workstreamId: string, settings: WorkstreamSettings): Promise<void> {
    return this.make(`/v1/workstreams/${workstreamId}`, { workstreamId }, settings);
  }

  widget(widgetId: string, settings: WidgetSettings): Promise<void> {
    return this.make(`/v1/widgets/${widgetId}`, { widgetId }, settings);
  }

  quickReply(quickReplyId: string, settings: QuickReplySettings): Promise<void> {
    return this.make(`/v1/quick-replies/${quickReplyId}`, { quickReplyId }, settings);
  }

  /** An agent and the account with which they sign in. */
  async agent(
    agentId: string,
    displayName: string,
    settings: AgentSettings,
    password: string,
    roles: readonly Role[] = ['agent'],
  ): Promise<void> {
    await this.make(`/v1/agents/${agentId}`, { agentId }, { ...settings, displayName });
    const account = {
      login: agentId,
      displayName,
      roles,
      agentId,
      active: true,
      external: null,
    };
    await this.make(`/v1/accounts/${agentId}`, { accountId: agentId, password }, account);
  }

  /** As for somebody who forgot it. It ends the sign-ins of an account that was made here. */
  async setPassword(accountId: string, password: string): Promise<void> {
    const path = `/v1/accounts/${accountId}`;
    const account = this.made.find((made) => made.path === path);
    if (!account) throw new Error(`${accountId} was not made here`);
    const { etag } = await this.ask('PUT', `${path}/password`, { password }, { 'If-Match': account.etag });
    account.etag = etag;
  }

  /** Nothing is ever deleted: what the story made is deactivated, the latest first. */
  async retire(): Promise<void> {
    for (const { path, settings, etag } of this.made.splice(0).reverse()) {
      await this.ask('PUT', path, { ...settings, active: false }, { 'If-Match': etag });
    }
  }

  private async make(path: string, ids: object, settings: object): Promise<void> {
    const kind = path.slice(0, path.lastIndexOf('/'));
    const { etag } = await this.ask('POST', kind, { ...ids, ...settings });
    this.made.push({ path, settings, etag });
  }

  private ask(method: string, path: string, body: object, headers: Record<string, string> = {}) {
    return ask(this.url, method, path, body, { Authorization: `Bearer ${this.token}`, ...headers });
  }
}

async function ask(
  url: string,
  method: string,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<{ answer: unknown; etag: string }> {
  const response = await fetch(url + path, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${path} was refused: ${JSON.stringify(answer)}`);
  return { answer, etag: response.headers.get('etag') ?? '' };
}
