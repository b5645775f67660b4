const key = 'northlight.customer';

/** The customer who is signed in to the shop in this browser, or null. */
export function signedIn(): string | null {
  return localStorage.getItem(key);
}

/** The customer from the address of the demo's second device, who is already signed in there. Empty: no one. */
export function takeCustomerOfAddress(known: readonly string[]): void {
  const url = new URL(location.href);
  const customer = url.searchParams.get('customer');
  if (customer === null) return;
  if (known.includes(customer)) localStorage.setItem(key, customer);
  else localStorage.removeItem(key);
  url.searchParams.delete('customer');
  history.replaceState(null, '', url);
}

export function signIn(customer: string): void {
  localStorage.setItem(key, customer);
  location.reload();
}

export function signOut(): void {
  localStorage.removeItem(key);
  location.reload();
}

/** Gets a token for the customer from the shop's server. It is valid for a few minutes. */
export async function tokenOf(customer: string): Promise<string | undefined> {
  const answer = await fetch('/sign-in', { method: 'POST', body: JSON.stringify({ customer }) });
  return answer.ok ? ((await answer.json()) as { token: string }).token : undefined;
}
