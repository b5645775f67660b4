import { runService } from '@rejoin/service';
import { ReconnectionTimerModule } from './reconnection-timer.module';
import { reconnectionTables } from './store/reconnection.tables';

void runService('reconnection-timer', ReconnectionTimerModule, reconnectionTables);
