import type { ServiceAccount, ServiceAccountSettings, WithSecret } from '../people/service-accounts';
import type { Door } from './door';
import type { Page } from './kinds';

const path = '/v1/service-accounts';

/** Config's service accounts. */
export class ServiceAccountsDoor {
  constructor(private readonly door: Door) {}

  list(cursor: string | null): Promise<Page<ServiceAccount>> {
    const query = new URLSearchParams({ limit: '50', ...(cursor === null ? {} : { cursor }) });
    return this.door.ask(`${path}?${query.toString()}`);
  }

  create(settings: ServiceAccountSettings): Promise<WithSecret> {
    return this.door.ask(path, { method: 'POST', body: settings });
  }

  replace({ serviceAccountId, version }: ServiceAccount, settings: ServiceAccountSettings) {
    return this.put<ServiceAccount>(serviceAccountId, version, settings);
  }

  addSecret({ serviceAccountId, version }: ServiceAccount) {
    return this.put<WithSecret>(`${serviceAccountId}/add-secret`, version, {});
  }

  removeSecret({ serviceAccountId, version }: ServiceAccount, secretId: string) {
    return this.put<ServiceAccount>(`${serviceAccountId}/remove-secret`, version, { secretId });
  }

  private put<Answer>(below: string, version: number, body: object): Promise<Answer> {
    return this.door.ask(`${path}/${below}`, { method: 'PUT', body, version });
  }
}
