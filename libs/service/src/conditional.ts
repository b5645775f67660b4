import type { Route } from '@rejoin/contracts';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { Problem } from './problem';

/**
 * Returns the versions that a writer has read, from `If-Match: "3"`. Throws `version-required` without any. `*` does
 * not count, because it would overwrite what was not read. A weak tag never matches.
 */
export function versionsRead({ headers }: Pick<FastifyRequest, 'headers'>): readonly number[] {
  const header = headers['if-match']?.trim();
  if (!header || header === '*') throw new Problem('version-required');
  return header.split(',').flatMap((tag) => {
    const version = /^"(\d{1,15})"$/.exec(tag.trim())?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/** Sends the version of a resource as a strong ETag and, for a new one, its address as `Location`. */
export class VersionedInterceptor implements NestInterceptor {
  constructor(private readonly route: Route) {}

  intercept(context: ExecutionContext, next: CallHandler<Record<string, unknown>>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((thing) => {
        void reply.header('ETag', `"${String(thing['version'])}"`);
        const { creates } = this.route;
        if (creates)
          void reply.header('Location', creates.path.replace(':id', String(thing[creates.idField])));
      }),
    );
  }
}
