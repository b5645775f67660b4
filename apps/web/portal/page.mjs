import { join } from 'node:path';

const here = import.meta.dirname;

/** Two pages: the demo, and the shop that it shows as the customer's side. */
export const configs = [
  {
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    html: { cspNonce: '__NONCE__' },
    build: {
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: join(here, 'index.html'), shop: join(here, 'shop.html') } },
    },
  },
];
