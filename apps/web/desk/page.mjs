export const configs = [
  {
    oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
    html: { cspNonce: '__NONCE__' },
    build: {
      chunkSizeWarningLimit: 700,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              // What the page needs at first is one file, whatever other files import parts of it later.
              // The button is used in a conversation too, which would otherwise fetch all overlays for it.
              { name: 'first', test: /(desk\/src\/main|kit\/danger-button)\.tsx$/, priority: 2 },
              { name: 'overlays', test: /kit\/(menu-surface|confirm-dialog)\.tsx$/, priority: 1 },
            ],
          },
        },
      },
    },
  },
];
