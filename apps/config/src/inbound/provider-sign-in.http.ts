import {
  configRoutes,
  signInLimits,
  type BodyOf,
  type QueryOf,
  type RefusalName,
  type SignInOptions,
} from '@rejoin/contracts';
import { hashSecret, isRefused } from '@rejoin/kernel';
import { isTemporary } from '@rejoin/messaging';
import { cookieFor, cookieIn, IdPipe, orProblem, Problem, ZodPipe } from '@rejoin/service';
import { Body, Controller, Inject, Ip, Param, Query, Redirect, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { configEnvironment, type ConfigEnvironment } from '../config.environment';
import { pagesOf, withFragment } from '../domain/pages';
import { ReadSignInOptions } from '../use-cases/read-sign-in-options';
import type { SignedIn } from '../use-cases/sign-in';
import { SignInWithProvider } from '../use-cases/sign-in-with-provider';
import { SignOutByProvider } from '../use-cases/sign-out-by-provider';
import { refuseBy } from './oauth-errors';
import { Serves } from './serves';

const routes = configRoutes.signIn;

interface To {
  readonly url: string;
}

/**
 * Sign-ins with an identity provider. The browser goes from a page to the provider and back, so outcomes are addresses:
 * the page reads a code or the name of a refusal after the `#`.
 */
@Controller()
export class ProviderSignInHttp {
  private readonly pages: readonly string[];
  private readonly isSecure: boolean;

  constructor(
    private readonly signIn: SignInWithProvider,
    private readonly signOutByProvider: SignOutByProvider,
    private readonly readOptions: ReadSignInOptions,
    @Inject(configEnvironment) { REJOIN_ADMIN_URL: url, REJOIN_ENDPOINTS: gateways }: ConfigEnvironment,
  ) {
    this.pages = pagesOf(url, gateways);
    this.isSecure = url.startsWith('https:');
  }

  @Serves(routes.options)
  options(): Promise<SignInOptions> {
    return this.readOptions.run();
  }

  @Serves(routes.startWithProvider)
  @Redirect()
  async start(
    @Ip() address: string,
    @Param('providerId', new IdPipe()) providerId: string,
    @Query(new ZodPipe(routes.startWithProvider.query)) query: QueryOf<typeof routes.startWithProvider>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<To> {
    const page = this.pages.indexOf(query.page);
    if (page < 0) {
      const detail =
        'This is no page of the administration (REJOIN_ADMIN_URL) or of a gateway (REJOIN_ENDPOINTS).';
      throw new Problem('invalid', [], { detail });
    }
    const { challenge } = query;
    const begun = await this.signIn.begin({ providerId, page, challenge, address });
    if (!isRefused(begun)) {
      this.setCookie(reply, providerId, begun.state, begun.sealed, 60 * signInLimits.providerMinutes.value);
      return { url: begun.url };
    }
    if (begun.refused === 'not-found') throw new Problem('not-found');
    return this.failed(page, begun.refused);
  }

  @Serves(routes.providerCallback)
  @Redirect()
  async callback(
    @Ip() address: string,
    @Param('providerId', new IdPipe()) providerId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<To> {
    const query = request.url.split('?')[1] ?? '';
    const state = new URLSearchParams(query).get('state') ?? '';
    // The page is not trusted: an unknown one is the first.
    const page = Number(state.split('.')[1] ?? 0);
    const sealed = cookieIn(request.headers.cookie, cookieName(state));
    if (sealed !== undefined) this.setCookie(reply, providerId, state, '', 0);
    try {
      const outcome = await this.signIn.finish(providerId, query, sealed, address);
      if (!isRefused(outcome)) return { url: withFragment(this.page(page), 'sign-in-code', outcome.code) };
      if (outcome.refused === 'not-found') throw new Problem('not-found');
      return this.failed(page, outcome.refused);
    } catch (error) {
      if (!isTemporary(error)) throw error;
      return this.failed(page, 'unavailable');
    }
  }

  @Serves(routes.signedOut)
  @Redirect()
  signedOut(@Query(new ZodPipe(routes.signedOut.query)) { state }: QueryOf<typeof routes.signedOut>): To {
    return { url: this.page(Number(state)) };
  }

  /** What a provider sends when a person signs out there. Its errors are those of OAuth 2.0, as its specification demands. */
  @Serves(routes.backChannelLogout)
  async signOut(
    @Ip() address: string,
    @Param('providerId', new IdPipe()) providerId: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const form = routes.backChannelLogout.body.safeParse(body);
    if (!form.success) return refuseBy(reply, 'invalid_request');
    const outcome = await this.signOutByProvider.run(providerId, form.data.logout_token, address);
    if (!isRefused(outcome)) return {};
    return refuseBy(
      reply,
      outcome.refused === 'provider-refused' ? 'invalid_request' : 'temporarily_unavailable',
      outcome.retryAfterSeconds,
    );
  }

  @Serves(routes.redeemCode)
  async redeem(
    @Ip() address: string,
    @Body(new ZodPipe(routes.redeemCode.body)) { code, verifier }: BodyOf<typeof routes.redeemCode>,
  ): Promise<SignedIn> {
    return orProblem(await this.signIn.redeem(code, verifier, address));
  }

  private failed(page: number, refused: RefusalName): To {
    return { url: withFragment(this.page(page), 'sign-in-failed', refused) };
  }

  private page(number: number): string {
    return this.pages[number] ?? this.pages[0] ?? '/admin/';
  }

  /** Each sign-in has a cookie of its own, so that two pages can begin at the same time. */
  private setCookie(
    reply: FastifyReply,
    providerId: string,
    state: string,
    value: string,
    seconds: number,
  ): void {
    const path = `/v1/sign-in/providers/${providerId}/callback`;
    void reply.header(
      'Set-Cookie',
      cookieFor(cookieName(state), value, { path, seconds, isSecure: this.isSecure }),
    );
  }
}

function cookieName(state: string): string {
  return `rejoin-sign-in-${hashSecret(state).slice(0, 16)}`;
}
