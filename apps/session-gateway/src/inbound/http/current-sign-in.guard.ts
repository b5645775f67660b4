import { Problem, type AuthorisedRequest } from '@rejoin/service';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { SignIns } from '../sockets/sign-ins';

/** Refuses a sign-in that was ended early. Runs after the guard that reads the token. */
@Injectable()
export class CurrentSignInGuard implements CanActivate {
  constructor(private readonly signIns: SignIns) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { signIn } = context.switchToHttp().getRequest<AuthorisedRequest>();
    if (await this.signIns.hasEnded(signIn)) throw new Problem('sign-in-expired');
    return true;
  }
}
