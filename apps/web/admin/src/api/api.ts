import type { Account, SignInOptions } from '@rejoin/contracts';
import { createSecondFactorClient } from '../../../kit/second-factor-client';
import { isSame } from '../form/leaves';
import type { AuditFilter } from '../history/audit-filter';
import type { ConfigHttp } from './config-http';
import { listQuery, type ListFilter } from './list-query';
import { ServiceAccountsApi } from './service-accounts';
import { WebhooksApi } from './webhooks';
import {
  kinds,
  savedOf,
  type AuditEntry,
  type Kind,
  type Kinds,
  type Overview,
  type Page,
  type SavedItem,
} from './kinds';
import { paths } from './paths';
import { isRefused } from './refused';

type Flat = Readonly<Record<string, unknown>>;

export interface SignedIn {
  readonly token: string;
  readonly expiresAt: string;
  readonly account: Account;
  readonly deviceToken?: string;
  readonly signOutUrl?: string;
}

/** The service ends an export after 120 s. */
const exportMs = 125_000;

/** A workstream may have a thousand agents, which are all changed. */
const copyMs = 60_000;

/** Nobody chooses from more than this; a server that never ends a list does not hang the page. */
const allAtMost = 10_000;

/** The HTTP API of config, typed. Everything rejects with a {@link Refusal}. */
export class Api {
  /** The second factor of who is signed in. */
  readonly secondFactor = createSecondFactorClient((path, body) =>
    this.http.ask(path, body === undefined ? {} : { method: 'POST', body }),
  );

  readonly serviceAccounts: ServiceAccountsApi;
  readonly webhooks: WebhooksApi;

  constructor(private readonly http: ConfigHttp) {
    this.serviceAccounts = new ServiceAccountsApi(http);
    this.webhooks = new WebhooksApi(http);
  }

  signIn(credentials: {
    login: string;
    password: string;
    code?: string;
    deviceToken: string | undefined;
  }): Promise<SignedIn> {
    return this.http.ask(paths.signIn.signIn, { method: 'POST', body: credentials, isOpen: true });
  }

  /** How people can sign in. */
  signInOptions(): Promise<SignInOptions> {
    return this.http.ask(paths.signIn.options, { isOpen: true });
  }

  /** Exchanges the code of a sign-in with an identity provider. */
  redeemSignInCode(body: { code: string; verifier: string }): Promise<SignedIn> {
    return this.http.ask(paths.signIn.redeemCode, { method: 'POST', body, isOpen: true });
  }

  /** Changes the password, which ends every sign-in of the account, and returns a new sign-in. */
  changePassword(change: { current: string; next: string }): Promise<Pick<SignedIn, 'token' | 'expiresAt'>> {
    return this.http.ask(paths.signIn.changePassword, { method: 'POST', body: change });
  }

  /** A fresh token for a sign-in that is in use. */
  renew(): Promise<SignedIn> {
    return this.http.ask(paths.signIn.renew, { method: 'POST' });
  }

  /** Ends this sign-in, here and everywhere; what is signed in elsewhere stays. */
  async signOut(): Promise<void> {
    await this.http.ask(paths.signIn.signOut, { method: 'POST', isLast: true });
  }

  me(): Promise<Account> {
    return this.http.ask(paths.signIn.me);
  }

  /** Public base URLs of the gateways. */
  async gateways(): Promise<readonly string[]> {
    return (await this.http.ask<{ gateways: readonly string[] }>(paths.organisation.addresses)).gateways;
  }

  overview(): Promise<Overview> {
    return this.http.ask(paths.organisation.overview);
  }

  /** Reads one page of the resources of a kind that match `wanted`. */
  async list<K extends Kind>(kind: K, wanted: ListFilter = {}): Promise<Page<SavedItem<Kinds[K]>>> {
    const page = await this.http.ask<Page<Flat>>(`${kinds[kind].paths.list}?${listQuery(wanted)}`);
    return { items: page.items.map((flat) => savedOf(kind, flat)), nextCursor: page.nextCursor };
  }

  /** Reads the resources that match `wanted`, up to about {@link allAtMost}. */
  async all<K extends Kind>(kind: K, wanted: ListFilter = {}): Promise<readonly SavedItem<Kinds[K]>[]> {
    const found: SavedItem<Kinds[K]>[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<SavedItem<Kinds[K]>> = await this.list(kind, { ...wanted, cursor, limit: 200 });
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null && found.length < allAtMost);
    return found;
  }

  async read<K extends Kind>(kind: K, id: string): Promise<SavedItem<Kinds[K]>> {
    return savedOf(kind, await this.http.ask<Flat>(kinds[kind].paths.read(id)));
  }

  /**
   * Creates a resource with the caller's id. When the id is taken, an earlier request whose response was lost has created
   * the resource, which is then read.
   */
  private async create<K extends Kind>(kind: K, id: string, body: object): Promise<SavedItem<Kinds[K]>> {
    try {
      const asked = { [kinds[kind].idField]: id, ...body };
      return savedOf(
        kind,
        await this.http.ask<Flat>(kinds[kind].paths.create, { method: 'POST', body: asked }),
      );
    } catch (error) {
      if (!isTaken(error, `/${kinds[kind].idField}`)) throw error;
      return this.read(kind, id);
    }
  }

  async replace<K extends Kind>(
    kind: K,
    id: string,
    version: number,
    settings: Kinds[K],
  ): Promise<SavedItem<Kinds[K]>> {
    return savedOf(
      kind,
      await this.http.ask<Flat>(kinds[kind].paths.replace(id), { method: 'PUT', body: settings, version }),
    );
  }

  /** Copies a workstream to an id of the caller's. Asked again after an answer that was lost, it finds the copy. */
  async copyWorkstream(
    id: string,
    workstreamId: string,
    copy: { readonly name: string; readonly withAgents: boolean },
  ): Promise<void> {
    try {
      const body = { workstreamId, ...copy };
      await this.http.ask(paths.workstreams.copy(id), { method: 'POST', body, timeoutMs: copyMs });
    } catch (error) {
      if (!isTaken(error, '/workstreamId')) throw error;
    }
  }

  /** Creates a resource. If an earlier attempt has created it with other settings, replaces them. */
  async store<K extends Kind>(
    kind: K,
    id: string,
    settings: Kinds[K],
    body: object = settings,
  ): Promise<void> {
    const made = await this.create(kind, id, body);
    if (!isSame(made.settings, settings)) await this.replace(kind, id, made.version, settings);
  }

  /** The address of the page on which a widget can be tried, unless there is no gateway. */
  tryWidget(id: string): Promise<{ readonly url: string | null }> {
    return this.http.ask(paths.widgets.try(id), { method: 'POST', body: {} });
  }

  async setPassword(id: string, version: number, password: string): Promise<void> {
    await this.http.ask(paths.accounts.setPassword(id), { method: 'PUT', body: { password }, version });
  }

  /** For a person who has lost their phone and the recovery codes. */
  async removeSecondFactor(id: string, version: number): Promise<void> {
    await this.http.ask(paths.accounts.resetSecondFactor(id), { method: 'PUT', body: {}, version });
  }

  /** Who changed what, the newest first: of everything, or what the filter says. */
  history(filter: AuditFilter, cursor: string | null, limit = 25): Promise<Page<AuditEntry>> {
    return this.http.ask(`${paths.auditLog.list}?${listQuery({ filters: filter, cursor, limit })}`);
  }

  /** The same changes as a CSV file. */
  exportHistory(filter: AuditFilter): Promise<Blob> {
    const query = new URLSearchParams(filter).toString();
    return this.http.download(`${paths.auditLog.export}?${query}`, exportMs);
  }
}

/** Whether the id in this field is in use already: an earlier request has made the resource. */
function isTaken(error: unknown, field: string): boolean {
  return isRefused(error, 'already-exists') && error.errors.some((one) => one.field === field);
}

/** 128 random bits as an id: nobody else makes the same. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
