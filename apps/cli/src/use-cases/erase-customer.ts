import { gatewayRoutes, type CustomerRef, type ErasedCustomer } from '@rejoin/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandFailure, exitCodes } from '../failure';
import type { HttpApi } from '../outbound/http-api';

const againAfterMs = 300;
const stuckAfterMs = 60_000;

/** Erases a customer in as many requests as it takes. Fails when none of them has an effect for a minute. */
export async function eraseCustomer(
  api: HttpApi,
  customer: CustomerRef,
  end: boolean,
): Promise<ErasedCustomer['erased']> {
  const erased: ErasedCustomer['erased'] = [];
  let progressAt = performance.now();
  for (;;) {
    const result = await api.send(gatewayRoutes.eraseCustomer, { body: { customer, end } });
    erased.push(...result.erased);
    if (result.isDone) return erased;
    if (result.erased.length > 0) progressAt = performance.now();
    else if (performance.now() - progressAt > stuckAfterMs)
      throw new CommandFailure(
        exitCodes.refused,
        `${erased.length} conversations are erased, and the others are still open or in use`,
        'Run the command again; if it stays, look at rejoin conversation timeline.',
        'conversation-open',
      );
    if (result.erased.length === 0) await pause(againAfterMs);
  }
}
