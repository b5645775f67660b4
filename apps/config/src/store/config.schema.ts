import type { Schema } from '@rejoin/persistence';
import { configEntities } from './config.entities';
import { Config1795356081000 } from './migrations/1795356081000-config';
import { EndedSignIns1795379418000 } from './migrations/1795379418000-ended-sign-ins';
import { FailedSignIns1795851096000 } from './migrations/1795851096000-failed-sign-ins';
import { EndedSignInsById1795851096001 } from './migrations/1795851096001-ended-sign-ins-by-id';
import { SecondFactors1795856599000 } from './migrations/1795856599000-second-factors';
import { ServiceAccounts1795879644000 } from './migrations/1795879644000-service-accounts';
import { Webhooks1795891921000 } from './migrations/1795891921000-webhooks';
import { WebhookTidying1795894407000 } from './migrations/1795894407000-webhook-tidying';
import { WebhookRemoval1795903070000 } from './migrations/1795903070000-webhook-removal';
import { Lists1795910400000 } from './migrations/1795910400000-lists';
import { SignInProviders1795944000000 } from './migrations/1795944000000-sign-in-providers';
import { WebhookTimelines1796041200000 } from './migrations/1796041200000-webhook-timelines';
import { SignInCodeVersions1796097600000 } from './migrations/1796097600000-sign-in-code-versions';

/**
 * Config's own tables. Settings and accounts are never deleted. Deleted are what signing in needs for a time (attempts, ended
 * sign-ins, codes, setup tokens), second factors, secrets, and webhooks with all that belongs to them.
 */
export const configSchema: Schema = {
  entities: configEntities,
  migrations: [
    Config1795356081000,
    EndedSignIns1795379418000,
    FailedSignIns1795851096000,
    EndedSignInsById1795851096001,
    SecondFactors1795856599000,
    ServiceAccounts1795879644000,
    Webhooks1795891921000,
    WebhookTidying1795894407000,
    WebhookRemoval1795903070000,
    Lists1795910400000,
    SignInProviders1795944000000,
    WebhookTimelines1796041200000,
    SignInCodeVersions1796097600000,
  ],
};
