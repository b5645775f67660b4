import {
  gatewayRoutes as routes,
  redeemSignInCode,
  renewSignIn,
  signIn,
  signInOptions,
  type BodyOf,
  type SignInOptions,
} from '@rejoin/contracts';
import { Bus } from '@rejoin/messaging';
import { CurrentSignIn, orProblem, ZodPipe, type SignIn } from '@rejoin/service';
import { Body, Controller, Ip } from '@nestjs/common';
import { Serves } from './serves';
import { SignIns } from '../sockets/sign-ins';

/** Config verifies passwords one after another, and refuses a request before it would wait as long as this. */
const withinMs = 8_000;

/** Agents sign in at the gateway, where their desk's socket is. Config has the accounts. */
@Controller()
export class SignInHttp {
  constructor(
    private readonly bus: Bus,
    private readonly signIns: SignIns,
  ) {}

  @Serves(routes.signIn)
  async signIn(
    @Ip() address: string,
    @Body(new ZodPipe(routes.signIn.body)) credentials: BodyOf<typeof routes.signIn>,
  ) {
    // The gateway adds the address itself, because failures are counted by it and a body could name another one.
    return orProblem(await this.bus.ask(signIn, { ...credentials, address }, withinMs));
  }

  /** Returns how people can sign in, so that the page shows only ways that work. */
  @Serves(routes.signInOptions)
  async options(): Promise<SignInOptions> {
    return orProblem(await this.bus.ask(signInOptions, {}));
  }

  @Serves(routes.redeemSignInCode)
  async redeem(
    @Ip() address: string,
    @Body(new ZodPipe(routes.redeemSignInCode.body)) redeemed: BodyOf<typeof routes.redeemSignInCode>,
  ) {
    return orProblem(await this.bus.ask(redeemSignInCode, { ...redeemed, address }));
  }

  /** Returns a new token for a valid sign-in. */
  @Serves(routes.renew)
  async renew(@CurrentSignIn() { principal, accountVersion, signInId, startedAt }: SignIn) {
    const { accountId } = principal;
    return orProblem(await this.bus.ask(renewSignIn, { accountId, accountVersion, signInId, startedAt }));
  }

  /** Ends this sign-in and no other one of the account. The request can be repeated. */
  @Serves(routes.signOut, { allowEnded: true })
  async signOut(@CurrentSignIn() current: SignIn): Promise<object> {
    await this.signIns.end(current);
    return {};
  }
}
