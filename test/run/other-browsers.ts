import { findOtherBrowsers, type OtherBrowsers } from '@rejoin/servers';

const variable = 'REJOIN_TEST_OTHER_BROWSERS';

/**
 * Finds Firefox and WebKit, which the tests start themselves. The tests of a missing browser are skipped and
 * the run reports it; with REJOIN_BROWSERS_REQUIRED=1 the run fails.
 */
export async function lookForOtherBrowsers(): Promise<void> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const { missing, ...found } = await findOtherBrowsers(say);
  process.env[variable] = JSON.stringify(found);
  if (missing.length > 0) whatIsMissing(missing.join('; '));
}

/** The error of a missing browser. The run continues without its tests if that is allowed. */
export function whatIsMissing(sentence: string): void {
  if (process.env['REJOIN_BROWSERS_REQUIRED'] === '1') {
    throw new Error(`${sentence}. All tests in a browser are required here.`);
  }
  process.stderr.write(`\nTests in a browser are NOT run: ${sentence}\n\n`);
}

/** The browsers of the run besides Chromium. */
export function otherBrowsers(): Partial<OtherBrowsers> {
  return JSON.parse(process.env[variable] ?? '{}') as Partial<OtherBrowsers>;
}
