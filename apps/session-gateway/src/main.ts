import { runService } from '@rejoin/service';
import { SessionGatewayModule } from './session-gateway.module';
import { gatewayTables } from './store/gateway.tables';

void runService('session-gateway', SessionGatewayModule, gatewayTables);
