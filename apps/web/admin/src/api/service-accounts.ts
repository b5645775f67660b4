import type { ServiceAccountSettings } from '@rejoin/contracts';
import type { ServiceAccount, WithSecret } from '../people/service-accounts';
import type { Door } from './door';
import type { Page } from './kinds';
import { listQuery, type Wanted } from './list-query';
import { paths } from './paths';

const { serviceAccounts } = paths;

/** Config's service accounts. */
export class ServiceAccountsDoor {
  constructor(private readonly door: Door) {}

  list(wanted: Wanted): Promise<Page<ServiceAccount>> {
    return this.door.ask(`${serviceAccounts.list}?${listQuery(wanted)}`);
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
