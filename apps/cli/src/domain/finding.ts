/** One result of a check: what was found, and what to do about it. Only a problem makes `doctor` fail. */
export interface Finding {
  readonly check: string;
  readonly level: 'ok' | 'warning' | 'problem' | 'skipped';
  readonly what: string;
  readonly remedy?: string;
}

export function ok(check: string, what: string): Finding {
  return { check, level: 'ok', what };
}

export function warning(check: string, what: string, remedy: string): Finding {
  return { check, level: 'warning', what, remedy };
}

export function problem(check: string, what: string, remedy: string): Finding {
  return { check, level: 'problem', what, remedy };
}

/** A check that could not run, with what it needs. */
export function skipped(check: string, what: string, remedy: string): Finding {
  return { check, level: 'skipped', what, remedy };
}

/** Returns the findings, or one that says that everything is in order. */
export function orOk(check: string, findings: readonly Finding[], what: string): readonly Finding[] {
  return findings.length > 0 ? findings : [ok(check, what)];
}

const marks = { ok: 'ok      ', warning: 'WARNING ', problem: 'PROBLEM ', skipped: 'skipped ' } as const;

/** The lines of a report. The last one is the summary. */
export function linesOf(findings: readonly Finding[]): string[] {
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  return [
    ...findings.flatMap(({ check, level, what, remedy }) => [
      `${marks[level]}${check}: ${what}`,
      ...(remedy === undefined ? [] : [`          ${remedy}`]),
    ]),
    '',
    `doctor: ${count('problem')} problems, ${count('warning')} warnings, ${count('skipped')} skipped, ${count('ok')} in order`,
  ];
}
