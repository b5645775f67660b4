import { runService } from '@rejoin/service';
import { ReconnectionTimerModule } from './reconnection-timer.module';
import { timerSchema } from './store/timer.schema';

void runService('reconnection-timer', ReconnectionTimerModule, timerSchema);
