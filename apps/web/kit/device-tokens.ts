const stored = 'rejoin.device-tokens';
const loginsAtMost = 5;

type Tokens = readonly (readonly [login: string, token: string])[];

/**
 * What tells the server that this device signed in with a login before, so that wrong passwords from elsewhere do not
 * keep its person out. It opens nothing, and stays when they sign out.
 */
export function keptDeviceToken(login: string): string | undefined {
  return kept().find(([one]) => one === login)?.[1];
}

export function keepDeviceToken(login: string, token: string | undefined): void {
  if (token === undefined) return;
  const others = kept().filter(([one]) => one !== login);
  try {
    localStorage.setItem(stored, JSON.stringify([[login, token], ...others].slice(0, loginsAtMost)));
  } catch {
    // Without it this device is a stranger at its next sign-in, and no worse off.
  }
}

function kept(): Tokens {
  try {
    const tokens = JSON.parse(localStorage.getItem(stored) ?? '[]') as unknown;
    return Array.isArray(tokens) ? (tokens as Tokens) : [];
  } catch {
    return [];
  }
}
