import type { Duplex } from 'node:stream';
import type { PasswordInTurn } from '@rejoin/kernel';
import { Client, type ClientConfig } from 'pg';
import { isWrongPassword } from './sql-errors';

/** Handles errors that the pool does not: it listens to idle clients only, and an unhandled error would end the process. */
export class ErrorTolerantClient extends Client {
  private isCorked = false;

  constructor(config: ClientConfig & { passwordInTurn?: PasswordInTurn | undefined }) {
    super(config);
    this.on('error', () => undefined);
    if (config.passwordInTurn) this.take(config.passwordInTurn);
  }

  /** Sends all statements of this turn of the event loop in one write. */
  corkWrites(): void {
    if (this.isCorked) return;
    this.isCorked = true;
    const { stream } = this.inner.connection;
    stream.cork();
    process.nextTick(() => {
      this.isCorked = false;
      stream.uncork();
    });
  }

  /** Signs in with the next one of the passwords. Only this client knows which one Postgres has refused. */
  private take(passwords: PasswordInTurn): void {
    let used: string | undefined;
    const next = () => (used = passwords.next());
    this.inner.password = next;
    this.inner.connection.on('errorMessage', (error) => {
      if (isWrongPassword(error)) passwords.refused(used);
    });
  }

  /** What the types of `pg` do not show. */
  private get inner(): InnerClient {
    return this as unknown as InnerClient;
  }
}

interface InnerClient {
  password: () => string;
  readonly connection: {
    readonly stream: Duplex;
    on(event: 'errorMessage', listener: (error: unknown) => void): void;
  };
}
