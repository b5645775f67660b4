import { runService } from '@rejoin/service';
import { ConfigModule } from './config.module';
import { configTables } from './store/config.tables';

void runService('config', ConfigModule, configTables);
