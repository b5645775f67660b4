import { orders } from '../store/orders.store';

export const keys = orders.length;
