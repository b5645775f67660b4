import type { RefusalName } from '@rejoin/contracts';

/** Where this tab keeps it. */
export const storageKey = 'rejoin.sign-in';

/** What a page finds in its address when the browser comes back from an identity provider. */
export type Arrival = { readonly code: string; readonly verifier: string } | { readonly failed: RefusalName };

/** What this tab keeps while the browser is at the provider. */
export interface PendingSignIn {
  readonly verifier: string;
  readonly hash: string;
}

/** Takes what the provider's redirect has put into the address, and restores the address that was there before. */
export function takeArrival(): Arrival | undefined {
  const values = new URLSearchParams(location.hash.slice(1));
  const [code, failed] = [values.get('sign-in-code'), values.get('sign-in-failed')];
  if (code === null && failed === null) return undefined;
  const kept = readKept();
  sessionStorage.removeItem(storageKey);
  history.replaceState(null, '', location.pathname + (kept?.hash ?? ''));
  // An unknown name, which anybody can put into an address, is shown as the sentence for unknown errors.
  if (failed !== null) return { failed: failed as RefusalName };
  // Without the text of this tab, somebody else has begun this sign-in.
  return code !== null && kept ? { code, verifier: kept.verifier } : { failed: 'sign-in-interrupted' };
}

function readKept(): PendingSignIn | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '') as PendingSignIn;
  } catch {
    return undefined;
  }
}
