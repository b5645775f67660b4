import type { ServiceAccountSettings } from '@rejoin/contracts';
import type { ServiceAccount, WithSecret } from '../people/service-accounts';
import type { ConfigHttp } from './config-http';
import type { Page } from './kinds';
import { listQuery, type ListFilter } from './list-query';
import { paths } from './paths';

const { serviceAccounts } = paths;

/** Config's service accounts. */
export class ServiceAccountsApi {
  constructor(private readonly http: ConfigHttp) {}

  list(wanted: ListFilter): Promise<Page<ServiceAccount>> {
    return this.http.ask(`${serviceAccounts.list}?${listQuery(wanted)}`);
  }

  create(settings: ServiceAccountSettings): Promise<WithSecret> {
    return this.http.ask(serviceAccounts.create, { method: 'POST', body: settings });
  }

  addSecret({ serviceAccountId, version }: ServiceAccount) {
    return this.put<WithSecret>(serviceAccounts.addSecret(serviceAccountId), version, {});
  }

  removeSecret({ serviceAccountId, version }: ServiceAccount, secretId: string) {
    return this.put<ServiceAccount>(serviceAccounts.removeSecret(serviceAccountId), version, { secretId });
  }

  private put<Answer>(path: string, version: number, body: object): Promise<Answer> {
    return this.http.ask(path, { method: 'PUT', body, version });
  }
}
