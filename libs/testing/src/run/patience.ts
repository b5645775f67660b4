// Real servers, sockets and pages on a busy machine are slow. A failing probe reports its error long before this timeout.
jest.setTimeout(60_000);
// A machine that stalls for seconds must not fail a whole run. The first failure is printed and must be explained. The
// plants of `npm run prove` set 0 retries.
jest.retryTimes(Number(process.env['REJOIN_TEST_RETRIES'] ?? 1), { logErrorsBeforeRetry: true });
