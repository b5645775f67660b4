import { shopEnvironment } from '../shop.environment';

export const read = shopEnvironment;
