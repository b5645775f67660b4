import { AccessTokens, cookieIn } from '@rejoin/service';
import {
  createParamDecorator,
  Inject,
  Injectable,
  type ExecutionContext,
  type PipeTransform,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { gatewayEnvironment, ownOrigins, type GatewayEnvironment } from '../../gateway.environment';
import { tryOrigin } from '../../use-cases/widget-rules';

/** The cookie of an administrator's browser that may show a widget on the try page. */
export const tryCookie = 'rejoin-try';

interface PageHeaders {
  readonly origin?: string | undefined;
  readonly cookie?: string | undefined;
}

/**
 * Finds the origin of the page that sends a request. It is that of the header, except for the try page of a widget,
 * which is a page of this gateway: the header names an endpoint, and the cookie has a valid token. The origin alone is
 * not enough, because a portal and a gateway may share it. Browsers send the cookie from no other site, see ADR 70.
 */
@Injectable()
export class PageOrigins implements PipeTransform<PageHeaders, Promise<string | undefined>> {
  private readonly own: ReadonlySet<string>;

  constructor(
    @Inject(gatewayEnvironment) environment: GatewayEnvironment,
    private readonly tokens: AccessTokens,
  ) {
    this.own = ownOrigins(environment);
  }

  async of({ origin, cookie }: PageHeaders): Promise<string | undefined> {
    // A client that is no browser could send this. It gets nothing by it.
    if (origin?.startsWith('try:') === true) return 'null';
    if (origin === undefined || !this.own.has(origin)) return origin;
    const token = cookieIn(cookie, tryCookie);
    const widgetId = token === undefined ? undefined : await this.tokens.widgetToTry(token);
    return widgetId === undefined ? origin : tryOrigin(widgetId);
  }

  transform(headers: PageHeaders): Promise<string | undefined> {
    return this.of(headers);
  }
}

/** The origin of the page that sends this request, by {@link PageOrigins}. */
export const FromPage = createParamDecorator(
  (_: unknown, context: ExecutionContext): PageHeaders =>
    context.switchToHttp().getRequest<FastifyRequest>().headers,
);
