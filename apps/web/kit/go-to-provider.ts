import { storageKey, type PendingSignIn } from './provider-sign-in';

/**
 * Leaves the page for an identity provider. The tab keeps a random text and sends only its hash, so that the code with
 * which the browser comes back is of no use to others, and nobody can sign this tab in with a code of their own.
 */
export async function goToProvider(startUrl: string): Promise<void> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const kept: PendingSignIn = { verifier, hash: location.hash };
  sessionStorage.setItem(storageKey, JSON.stringify(kept));
  const page = location.origin + location.pathname;
  const query = new URLSearchParams({ page, challenge: base64url(new Uint8Array(hash)) });
  location.assign(`${startUrl}?${query.toString()}`);
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
