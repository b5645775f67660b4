import { door } from '../inbound/order.http';

export const order = door;
