import { Database, DatabaseTime } from '@rejoin/persistence';
import {
  AccessTokens,
  AllowedHosts,
  EnvironmentModule,
  openApiHttp,
  PagesModule,
  ReferenceModule,
  RequireRoleGuard,
} from '@rejoin/service';
import { Module } from '@nestjs/common';
import { configEnvironment, ConfigEnvironment } from './config.environment';
import { AccountsHttp } from './inbound/accounts.http';
import { AtStart } from './inbound/at-start';
import { ConfigRpc } from './inbound/config.rpc';
import { CurrentAccountGuard } from './inbound/current-account.guard';
import { OAuthHttp } from './inbound/oauth.http';
import { configOpenApi } from './inbound/openapi';
import { ProviderSignInHttp } from './inbound/provider-sign-in.http';
import { OrganisationHttp } from './inbound/organisation.http';
import { settingsControllers } from './inbound/settings.http';
import { SecondFactorHttp } from './inbound/second-factor.http';
import { ServiceAccountsHttp } from './inbound/service-accounts.http';
import { SignInHttp } from './inbound/sign-in.http';
import { WorkstreamCopiesHttp } from './inbound/workstream-copies.http';
import { SealingClock } from './inbound/sealing-clock';
import { WidgetTriesHttp } from './inbound/widget-tries.http';
import { WebhookClock } from './inbound/webhook-clock';
import { WebhooksHttp } from './inbound/webhooks.http';
import { AccessTokenIssuer } from './keys/access-token-issuer';
import { AppCodes } from './keys/app-codes';
import { KnownDevices } from './keys/known-devices';
import { PasswordHashes } from './keys/password-hashes';
import { SealedTexts } from './keys/sealed-texts';
import { WebhookSecrets } from './keys/webhook-secrets';
import { IdentityProviders } from './outbound/identity-providers';
import { ProviderClients } from './outbound/provider-clients';
import { ProviderRequests } from './outbound/provider-requests';
import { WebhookEndpoints } from './outbound/webhook-endpoints';
import { WebhookPositions } from './store/webhook-positions.store';
import { AdmitPerson } from './use-cases/admit-person';
import { ChangePassword } from './use-cases/change-password';
import { ChangeSecondFactor } from './use-cases/change-second-factor';
import { CheckOwnPassword } from './use-cases/check-own-password';
import { CopyWorkstream } from './use-cases/copy-workstream';
import { DeliverWebhooks } from './use-cases/deliver-webhooks';
import { DiscardWebhookEvents } from './use-cases/discard-webhook-events';
import { EndSignIn } from './use-cases/end-sign-in';
import { ExportAuditLog } from './use-cases/export-audit-log';
import { HashNewPassword } from './use-cases/hash-new-password';
import { IssueServiceToken } from './use-cases/issue-service-token';
import { MakeFirstAdministrator } from './use-cases/make-first-administrator';
import { ReadSignInOptions } from './use-cases/read-sign-in-options';
import { RenewSignIn } from './use-cases/renew-sign-in';
import { SaveAccount } from './use-cases/save-account';
import { SaveServiceAccount } from './use-cases/save-service-account';
import { SaveSettings } from './use-cases/save-settings';
import { SaveWebhook } from './use-cases/save-webhook';
import { SealAgain } from './use-cases/seal-again';
import { SignIn } from './use-cases/sign-in';
import { SignInWithProvider } from './use-cases/sign-in-with-provider';
import { SignOutByProvider } from './use-cases/sign-out-by-provider';
import { StoreSetupTokens } from './use-cases/store-setup-tokens';
import { SwitchOffWebhook } from './use-cases/switch-off-webhook';
import { TestWebhook } from './use-cases/test-webhook';
import { TidyWebhooks } from './use-cases/tidy-webhooks';

@Module({
  imports: [
    EnvironmentModule.of(configEnvironment, ConfigEnvironment),
    PagesModule.of(() => ({ name: 'admin' })),
    ReferenceModule,
  ],
  controllers: [
    SignInHttp,
    ProviderSignInHttp,
    SecondFactorHttp,
    OrganisationHttp,
    ...settingsControllers,
    WorkstreamCopiesHttp,
    WidgetTriesHttp,
    AccountsHttp,
    ServiceAccountsHttp,
    WebhooksHttp,
    OAuthHttp,
    openApiHttp(configOpenApi),
    ConfigRpc,
  ],
  providers: [
    {
      provide: AccessTokens,
      useFactory: (environment: ConfigEnvironment, time: DatabaseTime) =>
        new AccessTokens(environment.REJOIN_TOKEN_PUBLIC_KEY, time),
      inject: [configEnvironment, DatabaseTime],
    },
    {
      provide: AccessTokenIssuer,
      useFactory: (environment: ConfigEnvironment, tokens: AccessTokens, time: DatabaseTime) =>
        AccessTokenIssuer.open(
          environment.REJOIN_TOKEN_PRIVATE_KEY,
          tokens,
          time,
          environment.REJOIN_SIGN_IN_IDLE_HOURS,
        ),
      inject: [configEnvironment, AccessTokens, DatabaseTime],
    },
    RequireRoleGuard,
    CurrentAccountGuard,
    {
      provide: PasswordHashes,
      useFactory: (environment: ConfigEnvironment) => new PasswordHashes(environment.REJOIN_PASSWORD_COST),
      inject: [configEnvironment],
    },
    {
      provide: KnownDevices,
      useFactory: (environment: ConfigEnvironment, time: DatabaseTime) =>
        new KnownDevices(environment.REJOIN_TOKEN_PRIVATE_KEY, time),
      inject: [configEnvironment, DatabaseTime],
    },
    {
      provide: AppCodes,
      useFactory: (environment: ConfigEnvironment) => new AppCodes(environment.REJOIN_TOKEN_PRIVATE_KEY),
      inject: [configEnvironment],
    },
    {
      provide: WebhookSecrets,
      useFactory: (environment: ConfigEnvironment) =>
        new WebhookSecrets(environment.REJOIN_TOKEN_PRIVATE_KEY),
      inject: [configEnvironment],
    },
    {
      provide: WebhookEndpoints,
      useFactory: (environment: ConfigEnvironment) =>
        new WebhookEndpoints(new AllowedHosts(environment.REJOIN_WEBHOOK_ALLOWED_HOSTS)),
      inject: [configEnvironment],
    },
    {
      provide: IdentityProviders,
      useFactory: (environment: ConfigEnvironment, time: DatabaseTime) =>
        new IdentityProviders(
          environment.REJOIN_SIGN_IN_PROVIDERS,
          environment.REJOIN_ADMIN_URL,
          new ProviderClients(
            new ProviderRequests(new AllowedHosts(environment.REJOIN_SIGN_IN_ALLOWED_HOSTS)),
            time,
          ),
        ),
      inject: [configEnvironment, DatabaseTime],
    },
    {
      provide: SealedTexts,
      useFactory: (environment: ConfigEnvironment) =>
        new SealedTexts(environment.REJOIN_TOKEN_PRIVATE_KEY, 'rejoin-provider-sign-ins'),
      inject: [configEnvironment],
    },
    {
      provide: SealAgain,
      useFactory: (
        environment: ConfigEnvironment,
        database: Database,
        codes: AppCodes,
        webhooks: WebhookSecrets,
      ) => new SealAgain(environment.REJOIN_TOKEN_PRIVATE_KEY, database, codes, webhooks),
      inject: [configEnvironment, Database, AppCodes, WebhookSecrets],
    },
    SealingClock,
    {
      provide: StoreSetupTokens,
      useFactory: (environment: ConfigEnvironment, database: Database) =>
        new StoreSetupTokens(environment.REJOIN_SETUP_TOKEN, database),
      inject: [configEnvironment, Database],
    },
    ReadSignInOptions,
    AdmitPerson,
    SignInWithProvider,
    SignOutByProvider,
    WebhookPositions,
    SaveWebhook,
    SwitchOffWebhook,
    TestWebhook,
    DeliverWebhooks,
    DiscardWebhookEvents,
    TidyWebhooks,
    WebhookClock,
    CheckOwnPassword,
    ChangeSecondFactor,
    {
      provide: HashNewPassword,
      useFactory: (database: Database, hashes: PasswordHashes, environment: ConfigEnvironment) =>
        new HashNewPassword(database, hashes, environment.REJOIN_PUBLIC_PASSWORD),
      inject: [Database, PasswordHashes, configEnvironment],
    },
    ExportAuditLog,
    SaveSettings,
    CopyWorkstream,
    SaveAccount,
    SaveServiceAccount,
    IssueServiceToken,
    SignIn,
    ChangePassword,
    EndSignIn,
    RenewSignIn,
    MakeFirstAdministrator,
    AtStart,
  ],
})
export class ConfigServiceModule {}
