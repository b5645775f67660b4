import { runService } from '@rejoin/service';
import { RoutingModule } from './routing.module';
import { routingMigrations } from './store/routing.tables';

void runService('routing', RoutingModule, routingMigrations);
