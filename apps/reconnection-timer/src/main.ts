import '@rejoin/service/source-maps';
import { runService } from '@rejoin/service';
import { TimerEnvironment } from './timer.environment';
import { ReconnectionTimerModule } from './reconnection-timer.module';
import { timerSchema } from './store/timer.schema';

void runService('reconnection-timer', ReconnectionTimerModule, timerSchema, [TimerEnvironment]);
