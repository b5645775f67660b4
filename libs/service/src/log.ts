import type { LoggerService } from '@nestjs/common';
import type { Log } from '@rejoin/messaging';
import { currentOperation } from '@rejoin/tracing';
import pino, { type Logger } from 'pino';

/** At most this much is kept while the disk is full. Further log lines are dropped. */
const keptBytes = 1_000_000;

/**
 * Structured logs, one JSON object per line. Secrets, tokens, links, passwords and message texts are removed by their
 * field names; callers should not pass them in the first place. A line that is written while a frame, a request, a fact or
 * a deadline is handled has its conversation and its trace.
 */
export class ServiceLog implements Log, LoggerService {
  private readonly pino: Logger;

  /** `file`: the descriptor to write to, usually that of the standard output. */
  constructor(service: string, level: string, file = 1) {
    // The usual destination ends or blocks the process when its disk is full. This one drops what it cannot keep.
    const destination = pino.destination({ dest: file, sync: true, maxLength: keptBytes });
    destination.on('error', () => undefined);
    this.pino = pino(
      {
        level,
        base: { service },
        timestamp: pino.stdTimeFunctions.isoTime,
        mixin: idsOfOperation,
        redact: {
          paths: redacted.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
          censor: '[redacted]',
        },
      },
      destination,
    );
  }

  /** Whether {@link debug} writes lines. */
  get isDebug(): boolean {
    return this.pino.isLevelEnabled('debug');
  }

  debug(fields: object, message: string): void {
    this.pino.debug(fields, message);
  }

  info(fields: object, message: string): void {
    this.pino.info(fields, message);
  }

  // Nest passes (message, ...context); other callers pass (fields, message).
  warn(fields: object | string, message?: string): void {
    this.pino.warn(
      typeof fields === 'string' ? { context: message } : fields,
      typeof fields === 'string' ? fields : (message ?? ''),
    );
  }

  error(fields: object | string, message?: string): void {
    this.pino.error(
      typeof fields === 'string' ? { stack: message } : fields,
      typeof fields === 'string' ? fields : (message ?? ''),
    );
  }

  log(message: string, context?: string): void {
    this.pino.debug({ context }, message);
  }
}

function idsOfOperation(): object {
  const operation = currentOperation();
  return operation ? { conversationId: operation.conversationId, traceId: operation.traceId } : {};
}

const redacted = [
  'secret',
  'token',
  'password',
  'link',
  'url',
  'text',
  'authorization',
  'name',
  'parameters',
  'query',
  // Postgres quotes rows in these fields.
  'detail',
  'where',
];
