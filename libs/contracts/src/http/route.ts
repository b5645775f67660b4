import type { z } from 'zod';
import type { RefusalName } from '../refusals';
import type { Scope } from '../scopes';
import type { Role } from '../settings';

/** One operation over HTTP: what a service obeys, and what its OpenAPI document says. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** With `:name` for each part that is a parameter. */
  readonly path: string;
  readonly summary: string;
  /** Any of these roles; null: open to everybody. */
  readonly roles: readonly Role[] | null;
  /** With this one service accounts may call it, too. */
  readonly scope?: Scope;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  readonly reply: z.ZodType;
  /** The reply is one thing, and carries its version as ETag. */
  readonly tagged: boolean;
  readonly refusals: readonly RefusalName[];
  /** A form is sent, and errors are these of OAuth 2.0 instead of problem details. */
  readonly oauthErrors?: readonly string[];
  /** The reply is an HTML page. */
  readonly isPage?: true;
}

/** What a route answers with when all is well. Making a thing is 201; signing in makes none. */
export function successOf(route: Route): 200 | 201 {
  return route.method === 'POST' && route.tagged ? 201 : 200;
}
