import { readFileSync } from 'node:fs';
import { Environment, type Variables } from '../cli.environment';
import { CommandFailure, exitCodes, failureOf } from '../failure';

/** The result of a command, for people and for programs. */
export interface Answer {
  readonly lines: readonly string[];
  /** What `--json` prints. */
  readonly value: unknown;
  /** Whether the command has found something that it looks for; the exit code is then 1. */
  readonly found?: boolean;
}

/**
 * Writes control and format characters as their codes. Texts of customers could otherwise move the cursor, hide lines or
 * write to the clipboard. Lines keep their ends.
 */
function escaped(text: string): string {
  return text.replaceAll(
    /[^\P{C}\n]|[\u2028\u2029]/gu,
    (one) => `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** Where a command reads its surroundings and writes its answer. */
export class Terminal {
  private opened: Environment | undefined;
  exitCode: number = exitCodes.done;

  constructor(
    private readonly variables: Variables,
    readonly write: (text: string) => void,
    readonly writeError: (text: string) => void,
  ) {}

  get environment(): Environment {
    return (this.opened ??= new Environment(this.variables));
  }

  /** Permits plain HTTP to another machine. */
  allowHttp(): void {
    this.opened = new Environment({ ...this.variables, REJOIN_ALLOW_HTTP: '1' });
  }

  /** Writes the answer of a command, or in one sentence why there is none. */
  async present(isJson: boolean, run: () => Promise<Answer>): Promise<void> {
    try {
      const { lines, value, found = false } = await run();
      this.write(
        isJson
          ? `${escaped(JSON.stringify(value, undefined, 2))}\n`
          : lines.map((line) => `${escaped(line)}\n`).join(''),
      );
      this.exitCode = found ? exitCodes.found : exitCodes.done;
    } catch (error) {
      const failure = failureOf(error);
      const { what, remedy, refusal } = failure;
      const problem = { error: { what, remedy, ...(refusal === undefined ? {} : { refused: refusal }) } };
      this.writeError(`${escaped(isJson ? JSON.stringify(problem) : failure.message)}\n`);
      this.exitCode = failure.exitCode;
    }
  }
}

/** Reads a file that is named on the command line; `-` is the standard input. */
export function readGiven(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CommandFailure(
      exitCodes.usage,
      `${file} cannot be read (${(error as Error).message})`,
      'Name another file.',
    );
  }
}
