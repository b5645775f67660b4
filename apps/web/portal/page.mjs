export const configs = [
  {
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    html: { cspNonce: '__NONCE__' },
  },
];
