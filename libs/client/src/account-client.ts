import type { Account, SecondFactor, SignInOptions } from '@rejoin/contracts';
import type { HttpClient } from './http-client';
import { paths } from './paths';
import { ConnectionLost, Refusal } from './refusal';

/** The result of a sign-in. */
export interface SignedIn {
  token: string;
  /** When the token expires: an instant (ISO 8601, UTC). */
  expiresAt: string;
  account: Account;
  /** Keep this on the device, per login, and give it with the next sign-in. Older gateways do not send it. */
  deviceToken?: string;
  /** After a sign-in with an identity provider: go there after signing out, so that its session ends too. */
  signOutUrl?: string;
}

/** What a person signs in with. */
export interface Credentials {
  login: string;
  password: string;
  /**
   * The `deviceToken` of an earlier sign-in on this device. With it, wrong passwords from other devices do not lock
   * this device out.
   */
  deviceToken?: string | undefined;
  /** The code of an authenticator app, or a recovery code. Needed after the refusal `code-required`. */
  code?: string | undefined;
}

/** The HTTP requests of a person who signs in, is signed in, or signs out. */
export class AccountClient {
  constructor(private readonly http: HttpClient) {}

  /**
   * Signs in without opening the desk, also for accounts that are not agents. Rejects with a {@link Refusal}. Too many
   * attempts reject at once, with `retryAfterSeconds`: automatic retries would count as further failures. With a code
   * the request is sent once, because the first attempt uses up the code.
   */
  authenticate(credentials: Credentials): Promise<SignedIn> {
    const passes = (name: string) => name === 'unavailable' && credentials.code === undefined;
    return this.http.post<SignedIn>(paths.signIn, credentials, undefined, passes);
  }

  /** Returns how people can sign in: with a password, and with which identity providers. */
  signInOptions(): Promise<SignInOptions> {
    return this.http.get<SignInOptions>(paths.signInOptions);
  }

  /**
   * Exchanges the code of a sign-in with an identity provider. `verifier` is the text whose SHA-256 hash was the
   * challenge. The request is sent once, because the first attempt uses up the code.
   */
  redeemSignInCode(code: string, verifier: string): Promise<SignedIn> {
    return this.http.post<SignedIn>(paths.redeemSignInCode, { code, verifier }, undefined, () => false);
  }

  /**
   * Returns a new token for the same sign-in. Renew while the account is in use: a sign-in that is not renewed ends
   * when its idle time is over. No renewal extends it beyond the maximum time after the password was given.
   */
  renew(token: string): Promise<SignedIn> {
    return this.http.post<SignedIn>(paths.renew, {}, token);
  }

  /** Ends the sign-in of this token at every gateway. Sign-ins on other devices continue. */
  async endSignIn(token: string): Promise<void> {
    await this.http.post(paths.signOut, {}, token);
  }

  /**
   * Changes the password of the token's account. All sign-ins of the account end; continue with the one that this
   * method returns. Rejects with the {@link Refusal} `sign-in-failed` when `current` is wrong. The request is sent
   * once: rejects with {@link ConnectionLost} when there is no answer.
   */
  async changePassword(token: string, change: { current: string; next: string }): Promise<SignedIn> {
    try {
      return await this.http.post<SignedIn>(paths.changePassword, change, token, () => false);
    } catch (error) {
      throw error instanceof Refusal && error.name === 'unavailable' ? new ConnectionLost() : error;
    }
  }

  /**
   * Reads `path`, or posts `body` to it: `/v1/me/second-factor` of the token's account, or a path below it. A post is sent once, because the first attempt uses up the code.
   */
  secondFactor(token: string, path: string, body?: object): Promise<SecondFactor> {
    if (body === undefined) return this.http.get<SecondFactor>(path, token);
    return this.http.post<SecondFactor>(path, body, token, () => false);
  }
}
