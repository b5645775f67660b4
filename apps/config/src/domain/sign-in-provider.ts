import { isLogin } from './account';
import type { Role } from '@rejoin/contracts';

/** An identity provider of OpenID Connect, as the operator has configured it. */
export interface SignInProvider {
  readonly id: string;
  /** What people read on the button. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** The newest first. Absent: a public client, which PKCE alone protects. */
  readonly clientSecret?: readonly string[] | undefined;
  readonly clientAuthentication: 'client_secret_basic' | 'client_secret_post';
  readonly scope: string;
  /** Absent: administrators give roles here, and the provider has no say in them. */
  readonly roles?:
    { readonly claim: string; readonly map: Readonly<Record<string, readonly Role[]>> } | undefined;
  /** Whether a person without an account gets one at the first sign-in. */
  readonly createAccounts: boolean;
  /** Whether an account without an identity belongs to the person whose verified e-mail address is its login. */
  readonly linkByEmail: boolean;
  /** The settings of the agents that are created with accounts. */
  readonly agents: { readonly maxUnits: number; readonly workstreamIds: readonly string[] };
}

/** The claims of an ID token whose signature, issuer, audience, nonce and time were checked. */
export type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

const rolesInOrder: readonly Role[] = ['agent', 'supervisor', 'administrator'];

/** The roles that the provider gives; undefined when the provider has no say in them. */
export function rolesFor({ roles }: SignInProvider, claims: Claims): readonly Role[] | undefined {
  if (!roles) return undefined;
  const values = [claimAt(claims, roles.claim)].flat().filter((value) => typeof value === 'string');
  const given = new Set(values.flatMap((value) => (Object.hasOwn(roles.map, value) ? roles.map[value] : [])));
  return rolesInOrder.filter((role) => given.has(role));
}

/** The login of a new account: the username or the e-mail address, or the identity when neither can be a login. */
export function loginOf({ preferred_username: username, email, sub }: Claims): string | undefined {
  return [username, email, sub].find((one) => typeof one === 'string' && isLogin(one)) as string | undefined;
}

/** The e-mail address; undefined unless the provider has verified it. */
export function verifiedEmail({ email, email_verified: isVerified }: Claims): string | undefined {
  return typeof email === 'string' && isLogin(email) && isVerified === true ? email : undefined;
}

export function displayNameOf(claims: Claims, login: string): string {
  const { name } = claims;
  return typeof name === 'string' && name.trim() !== ''
    ? Array.from(name.trim()).slice(0, 100).join('')
    : login;
}

/** The claim of this name, or the one at this path, such as `realm_access.roles`. Names of claims may contain dots. */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, part)
          ? (value as Readonly<Record<string, unknown>>)[part]
          : undefined,
      claims,
    );
}
