const storageKey = 'rejoin.device-tokens';
const loginsAtMost = 5;

type Tokens = readonly (readonly [login: string, token: string])[];

/**
 * Returns the token that proves to the server that this device signed in with this login before. With it, wrong
 * passwords from other devices do not lock the person out. The token grants no access, and it is kept after a
 * sign-out.
 */
export function keptDeviceToken(login: string): string | undefined {
  return readTokens().find(([one]) => one === login)?.[1];
}

export function keepDeviceToken(login: string, token: string | undefined): void {
  if (token === undefined) return;
  const others = readTokens().filter(([one]) => one !== login);
  try {
    localStorage.setItem(storageKey, JSON.stringify([[login, token], ...others].slice(0, loginsAtMost)));
  } catch {
    // Without the token the server treats this device as a new one at the next sign-in; nothing else changes.
  }
}

function readTokens(): Tokens {
  try {
    const tokens = JSON.parse(localStorage.getItem(storageKey) ?? '[]') as unknown;
    return Array.isArray(tokens) ? (tokens as Tokens) : [];
  } catch {
    return [];
  }
}
