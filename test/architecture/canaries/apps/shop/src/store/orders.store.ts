import { order } from '../use-cases/order';

export const orders = [order];
