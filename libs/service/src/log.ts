import type { LoggerService } from '@nestjs/common';
import type { Log } from '@rejoin/messaging';
import pino, { type Logger } from 'pino';

/** So much waits for room on a full disk; what is logged beyond it is lost. */
const keptBytes = 1_000_000;

/**
 * Structured logs, one JSON object a line. Secrets, tokens, links, passwords and message texts are cut out by
 * name wherever they would appear; nothing should pass them in the first place.
 */
export class ServiceLog implements Log, LoggerService {
  private readonly pino: Logger;

  /** `file`: the descriptor that is written to, usually that of the standard output. */
  constructor(service: string, level: string, file = 1) {
    // The usual destination ends or hangs the process when its disk is full. This one drops what it cannot keep.
    const destination = pino.destination({ dest: file, sync: true, maxLength: keptBytes });
    destination.on('error', () => undefined);
    this.pino = pino(
      {
        level,
        base: { service },
        timestamp: pino.stdTimeFunctions.isoTime,
        redact: {
          paths: redacted.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
          censor: '[redacted]',
        },
      },
      destination,
    );
  }

  info(fields: object, message: string): void {
    this.pino.info(fields, message);
  }

  // Nest passes (message, ...context); everybody else (fields, message).
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
  // Where Postgres quotes rows.
  'detail',
  'where',
];
