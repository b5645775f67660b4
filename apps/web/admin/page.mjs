export const configs = [
  {
    oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
    html: { cspNonce: '__NONCE__' },
    build: {
      chunkSizeWarningLimit: 1000,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              // What the page needs at first is one file, whatever other files import parts of it later.
              { name: 'first', test: /admin\/src\/main\.tsx$/, priority: 1 },
            ],
          },
        },
      },
    },
  },
];
