import '@rejoin/service/source-maps';
import { runService } from '@rejoin/service';
import { ConfigEnvironment } from './config.environment';
import { ConfigServiceModule } from './config.module';
import { configSchema } from './store/config.schema';

void runService('config', ConfigServiceModule, configSchema, [ConfigEnvironment]);
