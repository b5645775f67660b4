import { Role, type Role as RoleName } from '@rejoin/contracts';
import { importSPKI, jwtVerify } from 'jose';
import { z } from 'zod';

export const tokenIssuer = 'rejoin';
export const tokenAlgorithm = 'EdDSA';

/** Who signed in, as the access token says. */
export const Principal = z.object({
  org: z.string(),
  accountId: z.string(),
  agentId: z.string().nullable(),
  displayName: z.string(),
  roles: z.array(Role),
});
export type Principal = z.infer<typeof Principal>;

/** Checks access tokens with the public key alone: no service has to be asked. */
export class AccessTokens {
  private readonly key: ReturnType<typeof importSPKI>;

  /** `publicKey`: SPKI PEM, base64 once more so that it fits an environment variable. */
  constructor(publicKey: string) {
    this.key = importSPKI(Buffer.from(publicKey, 'base64').toString('utf8'), tokenAlgorithm);
    this.key.catch(() => undefined);
  }

  /** The principal, or undefined for anything but a valid token of ours. */
  async verify(token: string): Promise<Principal | undefined> {
    const key = await this.key;
    try {
      const { payload } = await jwtVerify(token, key, { issuer: tokenIssuer, algorithms: [tokenAlgorithm] });
      return Principal.parse(payload['rejoin']);
    } catch {
      return undefined;
    }
  }
}

export function hasRole(principal: Principal, ...wanted: RoleName[]): boolean {
  return wanted.some((role) => principal.roles.includes(role));
}
