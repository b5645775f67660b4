import { cleanup, configure } from '@testing-library/react';
import { mediaMatch } from './browser.fixture';

jest.setTimeout(120_000);
// A busy machine is slow. What does not come fails with the page's content.
configure({ asyncUtilTimeout: 30_000 });

afterEach(() => {
  cleanup();
  mediaMatch();
  localStorage.clear();
  sessionStorage.clear();
  location.hash = '';
});
