import { orders } from '../store/orders.store';

export const count = orders.length;
