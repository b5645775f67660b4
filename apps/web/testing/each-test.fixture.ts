import { cleanup, configure } from '@testing-library/react';
import { mediaMatch, savedFiles } from './browser.fixture';

jest.setTimeout(120_000);
// A busy machine is slow. What does not come fails with the page's content.
configure({ asyncUtilTimeout: 30_000 });

/**
 * The pages' own timers and connections change what is shown, as in a browser: React reports each of these changes, because
 * they were not wrapped for tests. A page that loads itself again stays as it is in jsdom.
 */
const expected = /not wrapped in act\(|Not implemented: navigation/;
const report = console.error.bind(console);
console.error = (...said: unknown[]) => {
  if (!expected.test(String(said[0]))) report(...said);
};

afterEach(() => {
  cleanup();
  mediaMatch();
  savedFiles.length = 0;
  localStorage.clear();
  sessionStorage.clear();
  location.hash = '';
});
