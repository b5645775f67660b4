import { orders } from '../store/orders.store';

export const sent = orders.length;
