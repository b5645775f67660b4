import type { Schema } from '@rejoin/persistence';
import { Reconnections1795355978000 } from './migrations/1795355978000-reconnections';
import { Figures1795366866000 } from './migrations/1795366866000-figures';
import { Outages1795851096000 } from './migrations/1795851096000-outages';
import { ReconnectionRoom1795878679000 } from './migrations/1795878679000-reconnection-room';

export const timerSchema: Schema = {
  migrations: [
    Reconnections1795355978000,
    Figures1795366866000,
    Outages1795851096000,
    ReconnectionRoom1795878679000,
  ],
};
