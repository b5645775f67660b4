import type { SecretValues } from './secret-values';

/**
 * The password with which a process signs in at a server. While it is being changed there are two: the newest is tried
 * first, and the next one when the server refuses it, so that the server may get the new one before or after this process.
 */
export class PasswordInTurn {
  private readonly refusedOnes = new Set<string>();
  private last = '';

  constructor(private readonly values: SecretValues) {}

  /** The number of passwords, which is how many attempts are sensible. */
  get count(): number {
    return this.values.all.length;
  }

  /** Returns the password for the next attempt. */
  next(): string {
    if (this.values.refresh()) this.refusedOnes.clear();
    const { all, newest } = this.values;
    const left = all.find((password) => !this.refusedOnes.has(password));
    // When all were refused, the server may have changed its mind.
    if (left === undefined) this.refusedOnes.clear();
    return (this.last = left ?? newest);
  }

  /** Takes note that the server refused a password: the last one unless another is given. */
  refused(password = this.last): void {
    this.refusedOnes.add(password);
  }
}
