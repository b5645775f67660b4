import { supervision } from './supervisor/supervision';

export const shown = supervision;
