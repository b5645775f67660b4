import { readFileSync, statSync } from 'node:fs';

type Values = Readonly<Record<string, string | undefined>>;

/** Why a variable cannot be read from its file. */
interface UnusableFile {
  readonly name: string;
  readonly problem: string;
}

/** This is far more than any key or password needs. */
const maxBytes = 65_536;

/**
 * Adds the contents of files to the environment: for each of `names`, `<name>_FILE` names a file that contains the
 * value. Containers get secrets in this way, so that the environment of a process does not show them.
 */
export function withSecretFiles(
  source: Values,
  names: readonly string[],
): { values: Values; unreadable: readonly UnusableFile[] } {
  const values: Record<string, string | undefined> = { ...source };
  const unreadable: UnusableFile[] = [];
  for (const name of names) {
    const file = source[`${name}_FILE`];
    if (!file) continue;
    if (source[name]) {
      unreadable.push({ name, problem: `${name}: is given twice, also by ${name}_FILE; keep one of them` });
      continue;
    }
    try {
      values[name] = readSecret(file);
    } catch (error) {
      const remedy =
        'correct the name of the file, and let this process read it; npm run secrets makes a missing secret';
      unreadable.push({ name, problem: `${name}_FILE: ${(error as Error).message}; ${remedy}` });
    }
  }
  return { values, unreadable };
}

/** Reads a secret. Throws when the file cannot be read or is too large. */
export function readSecret(file: string): string {
  if (statSync(file).size > maxBytes) throw new Error(`${file} is larger than ${maxBytes} bytes`);
  return readFileSync(file, 'utf8').trimEnd();
}
