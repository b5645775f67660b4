import { Module } from '@nestjs/common';
import { AgentSessionConsumer } from './inbound/agent-session.consumer';
import { Assigner } from './inbound/assigner';
import { DeadlineConsumer } from './inbound/deadline.consumer';
import { DeskRpc } from './inbound/desk.rpc';
import { ReconnectionConsumer } from './inbound/reconnection.consumer';
import { SessionConsumer } from './inbound/session.consumer';
import { SettingsConsumer } from './inbound/settings.consumer';
import { SupervisorRpc } from './inbound/supervisor.rpc';
import { AgentsStore } from './store/agents.store';
import { CapacityStore } from './store/capacity.store';
import { ConversationsStore } from './store/conversations.store';
import { HoldsStore } from './store/holds.store';
import { RecordsStore } from './store/records.store';
import { WorkstreamsStore } from './store/workstreams.store';
import { HandleAlarms } from './use-cases/handle-alarms';
import { AssignQueue } from './use-cases/assign-queue';
import { ChangeConversations } from './use-cases/change-conversations';
import { ChoosePresence } from './use-cases/choose-presence';
import { ExpireOffers } from './use-cases/expire-offers';
import { FollowAgents } from './use-cases/follow-agents';
import { FollowWindows } from './use-cases/follow-windows';
import { ActOnConversation } from './use-cases/act-on-conversation';
import { KeepWorkstreams } from './use-cases/keep-workstreams';
import { PickConversation } from './use-cases/pick-conversation';
import { QueueConversations } from './use-cases/queue-conversations';
import { ReadAgentStatus } from './use-cases/read-agent-status';
import { RingQueues } from './use-cases/ring-queues';

const inbound = [
  SessionConsumer,
  ReconnectionConsumer,
  DeadlineConsumer,
  AgentSessionConsumer,
  SettingsConsumer,
  DeskRpc,
  SupervisorRpc,
];
const useCases = [
  QueueConversations,
  FollowWindows,
  FollowAgents,
  HandleAlarms,
  KeepWorkstreams,
  ActOnConversation,
  PickConversation,
  ChoosePresence,
  ReadAgentStatus,
  AssignQueue,
  ExpireOffers,
  ChangeConversations,
  RingQueues,
];
const stores = [ConversationsStore, AgentsStore, CapacityStore, HoldsStore, RecordsStore, WorkstreamsStore];

/** Owns the state of every conversation, the queues, presence and the capacity ledger. */
@Module({ controllers: inbound, providers: [Assigner, ...useCases, ...stores] })
export class RoutingModule {}
