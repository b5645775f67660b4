import '@rejoin/service/source-maps';
import { runService } from '@rejoin/service';
import { RoutingModule } from './routing.module';
import { routingSchema } from './store/routing.schema';

void runService('routing', RoutingModule, routingSchema);
