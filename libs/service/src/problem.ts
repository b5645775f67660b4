import { checked, problemOfIssue, refusals, type FieldProblem, type RefusalName } from '@rejoin/contracts';
import { isRefused, type Refused } from '@rejoin/kernel';
import { isTemporary } from '@rejoin/messaging';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { ServiceLog } from './log';

/** A refusal as an HTTP answer: RFC 9457 problem details with the name of the refusal as `name`. */
export class Problem extends Error {
  constructor(
    readonly refusal: RefusalName,
    readonly fields: readonly FieldProblem[] = [],
    readonly extra: Readonly<Record<string, unknown>> = {},
    /** After how many seconds the request may be allowed. Temporary refusals use one second. */
    readonly retryAfterSeconds = 1,
  ) {
    super(refusals[refusal]);
  }
}

/** Returns the value, or throws the refusal as a {@link Problem}. */
export function orProblem<T>(outcome: T | Refused, extra?: Readonly<Record<string, unknown>>): T {
  if (!isRefused(outcome)) return outcome;
  throw new Problem(outcome.refused, outcome.fields, extra, outcome.retryAfterSeconds);
}

/** Parses a request body. Throws the {@link Problem} `invalid`, which names every wrong field. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = checked(schema, body);
  if (parsed.success) return parsed.data;
  throw new Problem(
    'invalid',
    parsed.error.issues.map((issue) => problemOfIssue(issue, body)),
  );
}

const statuses: Partial<Record<RefusalName, number>> = {
  invalid: 400,
  malformed: 400,
  unsupported: 400,
  'client-too-old': 400,
  'password-too-easy': 400,
  unauthenticated: 401,
  'sign-in-failed': 401,
  'passwords-off': 403,
  'sign-in-interrupted': 401,
  'provider-refused': 401,
  'provider-unavailable': 503,
  'account-unknown': 403,
  'account-inactive': 403,
  'role-missing': 403,
  'code-required': 401,
  'code-wrong': 401,
  'sign-in-expired': 401,
  'sign-in-required': 401,
  'token-invalid': 401,
  forbidden: 403,
  'origin-not-allowed': 403,
  'not-found': 404,
  denied: 404,
  'widget-inactive': 404,
  'version-conflict': 412,
  'too-large': 413,
  'other-gateway': 421,
  'version-required': 428,
  'too-many': 429,
  unavailable: 503,
};

/** The HTTP status of a refusal; 409 if no other one is more exact. */
export function statusOf(refusal: RefusalName): number {
  return statuses[refusal] ?? 409;
}

export const internalErrorTitle =
  'Something went wrong on our side. Try again. If the problem persists, tell the operator.';

/**
 * The URI reference of a problem's type, which leads to a page of the service that answers (RFC 9457, section 3.1.1).
 */
export function problemType(name: string): string {
  return `/problems/${name}`;
}

/** Turns every error of an HTTP server into problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: ServiceLog) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = this.problemOf(error);
    const status = problem ? statusOf(problem.refusal) : 500;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (status === 503 || status === 429)
      void reply.header('Retry-After', String(problem?.retryAfterSeconds ?? 1));
    void reply
      .status(status)
      .type('application/problem+json')
      .send({
        type: problemType(problem?.refusal ?? 'internal-error'),
        title: problem?.message ?? internalErrorTitle,
        status,
        name: problem?.refusal ?? 'internal-error',
        ...(problem && problem.fields.length > 0 ? { errors: problem.fields } : {}),
        ...problem?.extra,
      });
  }

  private problemOf(error: unknown): Problem | undefined {
    if (error instanceof Problem) return error;
    if (isTemporary(error)) return new Problem('unavailable');
    const status =
      error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown }).statusCode;
    if (status === 404) return new Problem('not-found');
    if (status === 413) return new Problem('too-large');
    if (typeof status === 'number' && status >= 400 && status < 500) return new Problem('invalid');
    this.log.error({ err: error }, 'a request failed');
    return undefined;
  }
}
