import { explain } from '@rejoin/kernel';

/** The exit codes of every command. */
export const exitCodes = {
  done: 0,
  /** `doctor` has found a problem, `audit` a finding, `diff` a difference, or `facts parked` a fact. */
  found: 1,
  usage: 2,
  /** A service has refused what was asked. */
  refused: 3,
  /** A server cannot be reached. */
  unreachable: 4,
  /** A variable of the environment is missing or wrong. */
  environment: 78,
} as const;

/** A command that cannot do what was asked: what happened, and what to do. */
export class CommandFailure extends Error {
  constructor(
    readonly exitCode: number,
    readonly what: string,
    readonly remedy: string,
    readonly refusal?: string,
  ) {
    super(`${what}. ${remedy}`);
  }
}

/** Runs `work`, which uses a server, and explains why the server cannot be used. */
export async function using<T>(server: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    const { what, remedy } = explain(server, error);
    throw new CommandFailure(exitCodes.unreachable, what, remedy);
  }
}

/** The host of a URL without credentials, for messages. */
export function hostOf(url: string): string {
  return url
    .split(',')
    .map((one) => (URL.canParse(one) ? new URL(one).host : 'an address that is not a URL'))
    .join(',');
}
