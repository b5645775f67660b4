import type { Schema } from '@rejoin/persistence';
import { settingsEntities } from './settings.entities';
import { Gateway1795356075000 } from './migrations/1795356075000-gateway';
import { SuccessorLinks1795360857000 } from './migrations/1795360857000-successor-links';
import { OverviewReads1795367644000 } from './migrations/1795367644000-overview-reads';
import { EndedSignIns1795379418000 } from './migrations/1795379418000-ended-sign-ins';
import { EndedSignInsById1795851096000 } from './migrations/1795851096000-ended-sign-ins-by-id';
import { DeskIndex1795851096001 } from './migrations/1795851096001-desk-index';
import { Endings1795851096002 } from './migrations/1795851096002-endings';
import { GatewayApplication1795856599000 } from './migrations/1795856599000-gateway-application';
import { ConversationsNotClosed1795879512000 } from './migrations/1795879512000-conversations-not-closed';
import { DeskReads1795879512001 } from './migrations/1795879512001-desk-reads';
import { GatewayRoom1795879512002 } from './migrations/1795879512002-gateway-room';
import { History1795915440000 } from './migrations/1795915440000-history';
import { SupervisorActions1795921000000 } from './migrations/1795921000000-supervisor-actions';
import { Retention1795922000000 } from './migrations/1795922000000-retention';
import { AccessLog1795922002000 } from './migrations/1795922002000-access-log';
import { Measures1795923000000 } from './migrations/1795923000000-measures';
import { Alerts1795923000001 } from './migrations/1795923000001-alerts';
import { OwnQuickReplies1795930100000 } from './migrations/1795930100000-own-quick-replies';
import { Dispositions1795930200000 } from './migrations/1795930200000-dispositions';
import { Visits1795930300000 } from './migrations/1795930300000-visits';
import { CustomerBlocks1795950000000 } from './migrations/1795950000000-customer-blocks';
import { AccessKinds1796042000000 } from './migrations/1796042000000-access-kinds';

export const gatewaySchema: Schema = {
  entities: settingsEntities,
  migrations: [
    Gateway1795356075000,
    SuccessorLinks1795360857000,
    OverviewReads1795367644000,
    EndedSignIns1795379418000,
    EndedSignInsById1795851096000,
    DeskIndex1795851096001,
    Endings1795851096002,
    GatewayApplication1795856599000,
    ConversationsNotClosed1795879512000,
    DeskReads1795879512001,
    GatewayRoom1795879512002,
    History1795915440000,
    SupervisorActions1795921000000,
    Retention1795922000000,
    AccessLog1795922002000,
    Measures1795923000000,
    Alerts1795923000001,
    OwnQuickReplies1795930100000,
    Dispositions1795930200000,
    Visits1795930300000,
    CustomerBlocks1795950000000,
    AccessKinds1796042000000,
  ],
};
