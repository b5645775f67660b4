import type { z } from 'zod';
import type { RefusalName } from '../refusals';
import type { Scope } from '../scopes';
import type { Role } from '../settings';

/** One HTTP operation. The service and its OpenAPI document are both derived from it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path, with `:name` for each parameter. */
  readonly path: string;
  readonly summary: string;
  /** The caller needs one of these roles; null: no sign-in is required. */
  readonly roles: readonly Role[] | null;
  /** The scope with which service accounts may call it, if any. */
  readonly scope?: Scope;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  readonly reply: z.ZodType;
  /** Whether the reply is one resource with its version as ETag. */
  readonly tagged: boolean;
  /** Set if it creates a resource: the path at which to read it, and the field of the reply that is the `:id` of that path. */
  readonly creates?: { readonly path: string; readonly idField: string };
  readonly refusals: readonly RefusalName[];
  /** For an operation of OAuth 2.0: the body is a form, and these are the errors, instead of problem details. */
  readonly oauthErrors?: readonly string[];
  /** Set if the reply is an HTML page. */
  readonly isPage?: true;
  /** Set if the reply sends the browser to another address. */
  readonly isRedirect?: true;
  /** Set if the reply is a table as CSV, which is sent while it is read. */
  readonly isCsv?: true;
}

/** The validated body that a service receives. */
export type BodyOf<R extends { readonly body: z.ZodType }> = z.infer<R['body']>;
export type QueryOf<R extends { readonly query: z.ZodType }> = z.infer<R['query']>;
/** The reply that the caller receives. */
export type ReplyOf<R extends { readonly reply: z.ZodType }> = z.infer<R['reply']>;

/** The status of a successful reply: 201 if the operation creates a resource, 302 for a redirect, otherwise 200. */
export function successOf(route: Route): 200 | 201 | 302 {
  return route.creates ? 201 : route.isRedirect ? 302 : 200;
}
