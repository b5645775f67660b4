import type { RefusalName } from '@rejoin/contracts';

const storageKey = 'rejoin.sign-in';

/** What a page finds in its address when the browser comes back from an identity provider. */
export type Arrival = { readonly code: string; readonly verifier: string } | { readonly failed: RefusalName };

/** What this tab keeps while the browser is at the provider. */
interface Kept {
  readonly verifier: string;
  readonly hash: string;
}

/**
 * Leaves the page for an identity provider. The tab keeps a random text and sends only its hash, so that the code with
 * which the browser comes back is of no use to others, and nobody can sign this tab in with a code of their own.
 */
export async function goToProvider(startUrl: string): Promise<void> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const kept: Kept = { verifier, hash: location.hash };
  sessionStorage.setItem(storageKey, JSON.stringify(kept));
  const page = location.origin + location.pathname;
  const query = new URLSearchParams({ page, challenge: base64url(new Uint8Array(hash)) });
  location.assign(`${startUrl}?${query.toString()}`);
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

function readKept(): Kept | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '') as Kept;
  } catch {
    return undefined;
  }
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
