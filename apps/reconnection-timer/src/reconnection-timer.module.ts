import { EnvironmentModule } from '@rejoin/service';
import { Module } from '@nestjs/common';
import { AgentSessionConsumer } from './inbound/agent-session.consumer';
import { Deadlines } from './inbound/deadlines';
import { FiguresRpc } from './inbound/figures.rpc';
import { Heartbeat } from './inbound/heartbeat';
import { ReconnectionRpc } from './inbound/reconnection.rpc';
import { RoutingConsumer } from './inbound/routing.consumer';
import { SessionConsumer } from './inbound/session.consumer';
import { AlarmsStore } from './store/alarms.store';
import { FiguresStore } from './store/figures.store';
import { OutagesStore } from './store/outages.store';
import { RecordsStore } from './store/records.store';
import { ReconnectionsStore } from './store/reconnections.store';
import { DecideReconnections } from './use-cases/decide-reconnections';
import { ExpireDueWindows } from './use-cases/expire-due-windows';
import { RingDueAlarms } from './use-cases/ring-due-alarms';
import { SetAlarms } from './use-cases/set-alarms';
import { timerEnvironment, TimerEnvironment } from './timer.environment';

/** Decides who wins a window (the return, the deadline or an end), and rings every other durable alarm. */
@Module({
  imports: [EnvironmentModule.of(timerEnvironment, TimerEnvironment)],
  controllers: [SessionConsumer, AgentSessionConsumer, RoutingConsumer, ReconnectionRpc, FiguresRpc],
  providers: [
    Heartbeat,
    Deadlines,
    DecideReconnections,
    ExpireDueWindows,
    SetAlarms,
    RingDueAlarms,
    ReconnectionsStore,
    FiguresStore,
    AlarmsStore,
    {
      provide: OutagesStore,
      useFactory: (environment: TimerEnvironment) =>
        new OutagesStore(environment.REJOIN_OUTAGE_EXTENSION_SECONDS),
      inject: [timerEnvironment],
    },
    RecordsStore,
  ],
})
export class ReconnectionTimerModule {}
