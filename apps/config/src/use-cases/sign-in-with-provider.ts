import { createHash } from 'node:crypto';
import { defaultOrganisation, signInLimits, type RefusalName } from '@rejoin/contracts';
import { hashSecret, isRefused, newSecret, refuse, type Refused } from '@rejoin/kernel';
import { Database, DatabaseTime } from '@rejoin/persistence';
import { networkOf, ServiceLog } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { publicAccount } from '../domain/account';
import { addressLimits, providerLimits } from '../domain/attempt-limits';
import type { Claims, SignInProvider } from '../domain/sign-in-provider';
import { AccessTokenIssuer } from '../keys/access-token-issuer';
import { SealedTexts } from '../keys/sealed-texts';
import { IdentityProviders, type ProviderChecks } from '../outbound/identity-providers';
import { ProviderUnavailable } from '../outbound/provider-requests';
import { findAccount } from '../store/accounts.store';
import { countAttempt } from '../store/sign-in-attempts.store';
import { insertSignInCode, takeSignInCode } from '../store/sign-in-codes.store';
import { AdmitPerson } from './admit-person';
import { limitAttempts } from './limit-attempts';
import type { SignedIn } from './sign-in';

/** What the browser keeps while the person is at the provider. */
interface PendingSignIn extends ProviderChecks {
  /** The number of the page that began. */
  readonly page: number;
  /** The hash of a text that only this page has. */
  readonly challenge: string;
  readonly untilMs: number;
}

export interface SignInStart {
  readonly providerId: string;
  readonly page: number;
  readonly challenge: string;
  readonly address: string;
}

/** A sign-in that began: where the browser goes, and what it keeps in a cookie. */
export interface ProviderRedirect {
  readonly url: string;
  readonly state: string;
  readonly sealed: string;
}

/**
 * Signs people in with an identity provider, in three steps: the page sends the browser to the provider, the provider
 * sends it back with a code, and the page exchanges a code of this service for a token. Each step works only in the
 * browser that made the one before: the second by a cookie, the third by a text in the page's own storage. Therefore
 * nobody can make another person sign in as somebody else.
 */
@Injectable()
export class SignInWithProvider {
  constructor(
    private readonly database: Database,
    private readonly time: DatabaseTime,
    private readonly providers: IdentityProviders,
    private readonly people: AdmitPerson,
    private readonly tokens: AccessTokenIssuer,
    private readonly texts: SealedTexts,
    private readonly log: ServiceLog,
  ) {}

  async begin({ providerId, page, challenge, address }: SignInStart): Promise<ProviderRedirect | Refused> {
    const provider = this.providers.find(providerId);
    if (!provider) return refuse('not-found');
    const limits = providerLimits(networkOf(address));
    const tooMany = await this.database.transaction((tx) => countAttempt(tx, limits));
    if (tooMany) return tooMany;
    const checks = { state: `${newSecret()}.${page}`, nonce: newSecret(), verifier: newSecret() };
    const untilMs = this.time.millis() + signInLimits.providerMinutes.value * 60_000;
    const pending: PendingSignIn = { ...checks, page, challenge, untilMs };
    try {
      const { href: url } = await this.providers.begin(provider, checks);
      return { url, state: checks.state, sealed: this.texts.seal(JSON.stringify(pending), provider.id) };
    } catch (error) {
      return this.failed(provider, error);
    }
  }

  /** Returns the code for the page. `sealed` is the text of the browser's cookie, and `query` what the provider says. */
  finish(
    providerId: string,
    query: string,
    sealed: string | undefined,
    address: string,
  ): Promise<{ code: string } | Refused> {
    return limitAttempts(this.database, addressLimits(networkOf(address)), async () => {
      const provider = this.providers.find(providerId);
      if (!provider) return refuse('not-found');
      const pending = this.pendingIn(sealed, provider);
      if (!pending) return refuse('sign-in-interrupted');
      return this.complete(provider, query, pending);
    });
  }

  /** Exchanges a code, once, for a page that has the text whose hash was the challenge. */
  redeem(code: string, verifier: string, address: string | null): Promise<SignedIn | Refused> {
    const limits = addressLimits(address === null ? null : networkOf(address));
    return limitAttempts(this.database, limits, async () => {
      const codeHash = hashSecret(code);
      const taken = await takeSignInCode(this.database, codeHash);
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      if (taken?.challenge !== challenge) return refuse('sign-in-interrupted');
      const org = defaultOrganisation;
      const row = await findAccount(this.database, org, taken.accountId);
      if (!row?.value.active) return refuse('account-inactive');
      const hasEnded = taken.accountVersion !== null && taken.accountVersion < row.signInsFrom;
      if (hasEnded) return refuse('sign-in-interrupted');
      const account = publicAccount(row.id, row.value);
      const issued = await this.tokens.issue({ org, ...account }, row.version);
      const signOutUrl = taken.signOutUrl === null ? undefined : this.texts.open(taken.signOutUrl, codeHash);
      return { ...issued, account, ...(signOutUrl === undefined ? {} : { signOutUrl }) };
    });
  }

  private async complete(
    provider: SignInProvider,
    query: string,
    pending: PendingSignIn,
  ): Promise<{ code: string } | Refused> {
    const person = await this.confirmed(provider, query, pending);
    if (isRefused(person)) return person;
    const account = await this.people.run(provider, person.claims);
    if (isRefused(account)) {
      this.log.info({ provider: provider.id, refused: account.refused }, 'a sign-in was refused');
      return account;
    }
    const code = newSecret();
    const codeHash = hashSecret(code);
    const signOutUrl = person.signOutUrl === undefined ? null : this.texts.seal(person.signOutUrl, codeHash);
    const stored = {
      accountId: account.id,
      accountVersion: account.version,
      challenge: pending.challenge,
      signOutUrl,
    };
    await this.database.transaction((tx) =>
      insertSignInCode(tx, codeHash, stored, signInLimits.codeSeconds.value),
    );
    return { code };
  }

  private async confirmed(
    provider: SignInProvider,
    query: string,
    pending: PendingSignIn,
  ): Promise<{ claims: Claims; signOutUrl: string | undefined } | Refused> {
    try {
      const { claims, idToken } = await this.providers.finish(provider, query, pending);
      return {
        claims,
        signOutUrl: await this.providers.signOutUrl(provider, idToken, String(pending.page)),
      };
    } catch (error) {
      return this.failed(provider, error);
    }
  }

  private pendingIn(sealed: string | undefined, { id }: SignInProvider): PendingSignIn | undefined {
    const text = sealed === undefined ? undefined : this.texts.open(sealed, id);
    if (text === undefined) return undefined;
    const pending = JSON.parse(text) as PendingSignIn;
    return pending.untilMs > this.time.millis() ? pending : undefined;
  }

  /** The log names the reason for operators; the person reads one sentence. Neither contains a code or a token. */
  private failed({ id }: SignInProvider, error: unknown): Refused {
    const refused: RefusalName =
      error instanceof ProviderUnavailable ? 'provider-unavailable' : 'provider-refused';
    const { message, code, error: named } = error as Error & { code?: unknown; error?: unknown };
    this.log.warn({ provider: id, refused, reason: message, code: code ?? named }, 'a sign-in failed');
    return refuse(refused);
  }
}
