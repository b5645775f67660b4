import { deadlinePlants } from './deadline-plants';
import { messagingPlants } from './messaging-plants';
import type { Plant } from './plant';
import { routingPlants } from './routing-plants';
import { securityPlants } from './security-plants';
import { sessionPlants } from './session-plants';
import { webhookPlants } from './webhook-plants';
import { surroundingsPlants } from './surroundings-plants';

/** Every safeguard that is removed in turn. */
export const plants: readonly Plant[] = [
  ...deadlinePlants,
  ...sessionPlants,
  ...routingPlants,
  ...messagingPlants,
  ...securityPlants,
  ...webhookPlants,
  ...surroundingsPlants,
];
