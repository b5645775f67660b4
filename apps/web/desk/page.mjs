export const configs = [
  {
    oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
    html: { cspNonce: '__NONCE__' },
    build: { chunkSizeWarningLimit: 1500 },
  },
];
