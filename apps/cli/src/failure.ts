import { Refusal } from '@rejoin/client';
import { explain } from '@rejoin/kernel';

/** The exit codes of every command. */
export const exitCodes = {
  done: 0,
  /** `doctor` has found a problem, `audit` a finding, `diff` a difference, or `facts parked` a fact. */
  found: 1,
  usage: 2,
  /** A service has refused what was asked. */
  refused: 3,
  /** A server cannot be reached, or cannot answer. */
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

const remedies: Readonly<Record<string, string>> = {
  'sign-in-failed': 'Correct REJOIN_ADMIN_LOGIN and the password.',
  'passwords-off': 'Turn passwords on for the time of the command: rejoin passwords on.',
  'code-required': 'Give the code of your authenticator app as REJOIN_ADMIN_CODE.',
  'code-wrong': 'Give the current code of your authenticator app as REJOIN_ADMIN_CODE.',
  forbidden: 'Sign in with an account that has the role administrator or supervisor.',
  'version-conflict': 'Somebody else has changed it meanwhile. Run the command again.',
  'not-found': 'Check the id.',
  'conversation-open': 'Wait until it is closed, or add --end.',
  unavailable: 'Try again; if it stays, run rejoin doctor.',
  'too-many': 'Wait a minute, and try again.',
  'password-too-easy': 'Choose another password of several unrelated words.',
};

/** The failure of a command that threw this error. */
export function failureOf(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  if (error instanceof Refusal) return refusalFailure(error);
  const what = error instanceof Error ? error.message : String(error);
  return new CommandFailure(exitCodes.unreachable, what, 'Run rejoin doctor.');
}

function refusalFailure({ name, message, errors }: Refusal): CommandFailure {
  const fields = errors.map((one) => `${one.field}: ${one.message}`).join('; ');
  return new CommandFailure(
    name === 'unavailable' ? exitCodes.unreachable : exitCodes.refused,
    `${message.replace(/\.$/, '')} (${name})${fields === '' ? '' : `: ${fields}`}`,
    remedies[name] ?? `See /problems/${name} of the service.`,
    name,
  );
}

/** Runs `work`, which uses a server, and explains why the server cannot be used. */
export async function using<T>(server: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CommandFailure || error instanceof Refusal) throw error;
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
