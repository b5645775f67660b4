import { DatabaseTime } from '@rejoin/persistence';
import {
  AccessTokens,
  AllowedHosts,
  EmbeddedModule,
  EnvironmentModule,
  openApiHttp,
  PagesModule,
  ReferenceModule,
  ServiceLog,
  type Page,
} from '@rejoin/service';
import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { StartLimits } from './domain/start-limits';
import { gatewayEnvironment, GatewayEnvironment } from './gateway.environment';
import { AccountConsumer } from './inbound/account.consumer';
import { AgentBells } from './inbound/delivery/agent-bells';
import { AgentSocket } from './inbound/sockets/agent.socket';
import { BlocksHttp } from './inbound/http/blocks.http';
import { ChatHttp } from './inbound/http/chat.http';
import { ConversationsHttp } from './inbound/http/conversations.http';
import { ConversationConsumer } from './inbound/conversation.consumer';
import { CustomerHttp } from './inbound/http/customer.http';
import { CustomersHttp } from './inbound/http/customers.http';
import { CustomerSocket } from './inbound/sockets/customer.socket';
import { DeskCors } from './inbound/http/desk-cors.middleware';
import { deskPaths, DeskPreflightHttp } from './inbound/http/desk-preflight.http';
import { DeskQueues } from './inbound/delivery/desk-queues';
import { DeskViews } from './inbound/delivery/desk-views';
import { DueWork } from './inbound/connections/due-work';
import { HistoryHttp } from './inbound/http/history.http';
import { FailedAttempts } from './inbound/http/failed-attempts';
import { gatewayOpenApi } from './inbound/http/openapi';
import { ProtocolVersions } from './inbound/sockets/protocol-versions';
import { Incarnation } from './inbound/connections/incarnation';
import { LiveFeed } from './inbound/delivery/live-feed';
import { LostConnections } from './inbound/connections/lost-connections';
import { MissedRings } from './inbound/delivery/missed-rings';
import { PresenceConsumer } from './inbound/presence.consumer';
import { QueueBells } from './inbound/delivery/queue-bells';
import { QueuePositions } from './inbound/delivery/queue-positions';
import { OwnPasswordHttp } from './inbound/http/own-password.http';
import { OwnQuickRepliesHttp } from './inbound/http/own-quick-replies.http';
import { OwnSecondFactorHttp } from './inbound/http/own-second-factor.http';
import { SettingsConsumer } from './inbound/settings.consumer';
import { SignInHttp } from './inbound/http/sign-in.http';
import { SignIns } from './inbound/sockets/sign-ins';
import { SocketServer } from './inbound/sockets/socket-server';
import { SupervisorHttp } from './inbound/http/supervisor.http';
import { TranscriptHttp } from './inbound/http/transcript.http';
import { TypingBells } from './inbound/delivery/typing-bells';
import { UnauthenticatedSockets } from './inbound/sockets/unauthenticated-sockets';
import { PageOrigins } from './inbound/http/page-origins';
import { TryWidgetHttp } from './inbound/http/try-widget.http';
import { WidgetFrameHttp } from './inbound/http/widget-frame.http';
import { AddressKey } from './keys/address-key';
import { LinkKey } from './keys/link-key';
import { PortalKeys } from './outbound/portal-keys';
import { AccessLogStore } from './store/access-log.store';
import { BlocksStore } from './store/blocks.store';
import { ClaimsStore } from './store/claims.store';
import { CustomersStore } from './store/customers.store';
import { AlertsStore } from './store/alerts.store';
import { ConversationsStore } from './store/conversations.store';
import { DeskReadsStore } from './store/desk-reads.store';
import { DesksStore } from './store/desks.store';
import { EndedSignInsStore } from './store/ended-sign-ins.store';
import { FeedStore } from './store/feed.store';
import { HistoryIndexStore } from './store/history-index.store';
import { HistoryStore } from './store/history.store';
import { LeasesStore } from './store/leases.store';
import { OverviewStore } from './store/overview.store';
import { OngoingStore } from './store/ongoing.store';
import { OwnQuickRepliesStore } from './store/own-quick-replies.store';
import { PositionsStore } from './store/positions.store';
import { ReportStore } from './store/report.store';
import { RetentionStore } from './store/retention.store';
import { SupervisorActionsStore } from './store/supervisor-actions.store';
import { SettingsStore } from './store/settings.store';
import { AddNote } from './use-cases/add-note';
import { AddToHistory } from './use-cases/add-to-history';
import { ApplyRetention } from './use-cases/apply-retention';
import { BlockCustomer } from './use-cases/block-customer';
import { ContinueConversation } from './use-cases/continue-conversation';
import { CheckAlerts } from './use-cases/check-alerts';
import { CountDisconnects } from './use-cases/count-disconnects';
import { EraseConversation } from './use-cases/erase-conversation';
import { EraseCustomer } from './use-cases/erase-customer';
import { ExtendTime } from './use-cases/extend-time';
import { IdentifyCustomer } from './use-cases/identify-customer';
import { ReadAgentNames } from './use-cases/read-agent-names';
import { ServeDesk } from './use-cases/serve-desk';
import { PromoteAway } from './use-cases/promote-away';
import { ReadClosingChoices } from './use-cases/read-closing-choices';
import { ReadCustomer } from './use-cases/read-customer';
import { ReadDayFigures } from './use-cases/read-day-figures';
import { ReadHistory } from './use-cases/read-history';
import { ReadQueueFronts } from './use-cases/read-queue-fronts';
import { ReadOverview } from './use-cases/read-overview';
import { ReadReport } from './use-cases/read-report';
import { RedeemLink } from './use-cases/redeem-link';
import { ResumeConversation } from './use-cases/resume-conversation';
import { ReturnToConversation } from './use-cases/return-to-conversation';
import { EndConversation } from './use-cases/end-conversation';
import { AuthoriseFrame } from './use-cases/authorise-frame';
import { SealConversation } from './use-cases/seal-conversation';
import { SendMessage } from './use-cases/send-message';
import { ReadOngoing } from './use-cases/read-ongoing';
import { RenameCustomer } from './use-cases/rename-customer';
import { VisitPage } from './use-cases/visit-page';
import { RevokeLinks } from './use-cases/revoke-links';
import { SetThresholds } from './use-cases/set-thresholds';
import { Supervise } from './use-cases/supervise';
import { ServeConversation } from './use-cases/serve-conversation';
import { UnblockCustomer } from './use-cases/unblock-customer';
import { CreateConversations } from './use-cases/create-conversations';
import { StartConversation } from './use-cases/start-conversation';
import { SweepDeadGateways } from './use-cases/sweep-dead-gateways';

const deskPage = (environment: GatewayEnvironment): Page => ({
  name: 'desk',
  connectTo: environment.REJOIN_ENDPOINTS,
  console: environment.REJOIN_CONSOLE_URL,
  framedBy: environment.REJOIN_DESK_FRAMED_BY,
});

@Module({
  imports: [
    EnvironmentModule.of(gatewayEnvironment, GatewayEnvironment),
    PagesModule.of(deskPage, [gatewayEnvironment]),
    EmbeddedModule.of('widget'),
    ReferenceModule,
  ],
  controllers: [
    ChatHttp,
    CustomerHttp,
    WidgetFrameHttp,
    TryWidgetHttp,
    SignInHttp,
    OwnPasswordHttp,
    OwnSecondFactorHttp,
    OwnQuickRepliesHttp,
    DeskPreflightHttp,
    ConversationsHttp,
    TranscriptHttp,
    HistoryHttp,
    CustomersHttp,
    BlocksHttp,
    SupervisorHttp,
    openApiHttp(gatewayOpenApi),
    ConversationConsumer,
    PresenceConsumer,
    SettingsConsumer,
    AccountConsumer,
  ],
  providers: [
    SocketServer,
    UnauthenticatedSockets,
    FailedAttempts,
    PageOrigins,
    ProtocolVersions,
    CustomerSocket,
    AgentSocket,
    DeskViews,
    DeskQueues,
    LiveFeed,
    MissedRings,
    LostConnections,
    TypingBells,
    QueuePositions,
    QueueBells,
    AgentBells,
    SignIns,
    Incarnation,
    DueWork,

    CreateConversations,
    StartConversation,
    {
      provide: StartLimits,
      useFactory: (environment: GatewayEnvironment) =>
        new StartLimits(environment.REJOIN_STARTS_PER_ADDRESS, environment.REJOIN_STARTS_PER_WIDGET),
      inject: [gatewayEnvironment],
    },
    {
      provide: AddressKey,
      useFactory: (environment: GatewayEnvironment) => new AddressKey(environment.REJOIN_LINK_KEY),
      inject: [gatewayEnvironment],
    },
    ResumeConversation,
    RedeemLink,
    ContinueConversation,
    ReturnToConversation,
    IdentifyCustomer,
    {
      provide: PortalKeys,
      useFactory: (environment: GatewayEnvironment, log: ServiceLog) =>
        new PortalKeys(log, new AllowedHosts(environment.REJOIN_JWKS_ALLOWED_HOSTS)),
      inject: [gatewayEnvironment, ServiceLog],
    },
    SendMessage,
    AddNote,
    ExtendTime,
    SealConversation,
    EndConversation,
    AuthoriseFrame,
    RenameCustomer,
    VisitPage,
    RevokeLinks,
    ServeConversation,
    ServeDesk,
    Supervise,
    ReadOverview,
    ReadOngoing,
    ReadQueueFronts,
    ReadDayFigures,
    ReadReport,
    CountDisconnects,
    CheckAlerts,
    SetThresholds,
    ReadAgentNames,
    ReadHistory,
    AddToHistory,
    ApplyRetention,
    ReadClosingChoices,
    ReadCustomer,
    EraseConversation,
    EraseCustomer,
    BlockCustomer,
    UnblockCustomer,
    PromoteAway,
    SweepDeadGateways,
    {
      provide: LinkKey,
      useFactory: (environment: GatewayEnvironment) => new LinkKey(environment.REJOIN_LINK_KEY),
      inject: [gatewayEnvironment],
    },

    AccessLogStore,
    AlertsStore,
    BlocksStore,
    ConversationsStore,
    ClaimsStore,
    CustomersStore,
    DeskReadsStore,
    DesksStore,
    EndedSignInsStore,
    FeedStore,
    HistoryIndexStore,
    HistoryStore,
    LeasesStore,
    ReportStore,
    RetentionStore,
    SettingsStore,
    OngoingStore,
    OverviewStore,
    OwnQuickRepliesStore,
    PositionsStore,
    SupervisorActionsStore,
    {
      provide: AccessTokens,
      useFactory: (environment: GatewayEnvironment, time: DatabaseTime) =>
        new AccessTokens(environment.REJOIN_TOKEN_PUBLIC_KEY, time),
      inject: [gatewayEnvironment, DatabaseTime],
    },
  ],
})
export class SessionGatewayModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(DeskCors).forRoutes(...deskPaths);
  }
}
