// Real servers on a busy machine take their time. A probe that fails says so long before this.
jest.setTimeout(60_000);
// A machine that stalls for seconds must not cost a whole run. The first failure is printed, and is to be explained.
// A plant of `npm run prove` is to fail at once.
jest.retryTimes(Number(process.env['REJOIN_TEST_RETRIES'] ?? 1), { logErrorsBeforeRetry: true });
