const key = 'northlight.customer';

/** Who is signed in to the shop in this browser; null: nobody. */
export function signedIn(): string | null {
  return localStorage.getItem(key);
}

/** From the address of a demo's second device: the same person is signed in there already; empty: nobody. */
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

/** The shop's server vouches for its customer, for a few minutes at a time. */
export async function tokenOf(customer: string): Promise<string | undefined> {
  const answer = await fetch('/sign-in', { method: 'POST', body: JSON.stringify({ customer }) });
  return answer.ok ? ((await answer.json()) as { token: string }).token : undefined;
}
