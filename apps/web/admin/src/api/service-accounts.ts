import type { ServiceAccountSettings } from '@rejoin/contracts';
import type { ServiceAccount, WithSecret } from '../people/service-accounts';
import type { Door } from './door';
import type { Page } from './kinds';
import { paths } from './paths';

const { serviceAccounts } = paths;

/** Config's service accounts. */
export class ServiceAccountsDoor {
  constructor(private readonly door: Door) {}

  list(cursor: string | null): Promise<Page<ServiceAccount>> {
    const query = new URLSearchParams({ limit: '50', ...(cursor === null ? {} : { cursor }) });
    return this.door.ask(`${serviceAccounts.list}?${query.toString()}`);
  }

  create(settings: ServiceAccountSettings): Promise<WithSecret> {
    return this.door.ask(serviceAccounts.create, { method: 'POST', body: settings });
  }

  addSecret({ serviceAccountId, version }: ServiceAccount) {
    return this.put<WithSecret>(serviceAccounts.addSecret(serviceAccountId), version, {});
  }

  removeSecret({ serviceAccountId, version }: ServiceAccount, secretId: string) {
    return this.put<ServiceAccount>(serviceAccounts.removeSecret(serviceAccountId), version, { secretId });
  }

  private put<Answer>(path: string, version: number, body: object): Promise<Answer> {
    return this.door.ask(path, { method: 'PUT', body, version });
  }
}
