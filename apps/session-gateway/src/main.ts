import '@rejoin/service/source-maps';
import { runService } from '@rejoin/service';
import { GatewayEnvironment } from './gateway.environment';
import { SessionGatewayModule } from './session-gateway.module';
import { gatewaySchema } from './store/gateway.schema';

void runService('session-gateway', SessionGatewayModule, gatewaySchema, [GatewayEnvironment]);
