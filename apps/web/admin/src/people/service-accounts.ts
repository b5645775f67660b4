import type { ServiceAccountSettings } from '@rejoin/contracts';

export interface ServiceSecret {
  readonly secretId: string;
  readonly hint: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
}

export interface ServiceAccount extends ServiceAccountSettings {
  readonly serviceAccountId: string;
  readonly version: number;
  readonly secrets: readonly ServiceSecret[];
}

/** A service account with its secret, which is shown only once. */
export interface WithSecret extends ServiceAccount {
  readonly secret: string;
}
