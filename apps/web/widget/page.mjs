/** Two files: the loader, which a portal's page names, and the panel, which the loader fetches when it is needed. */
export const configs = [
  {
    build: {
      lib: { entry: 'src/loader.ts', name: 'RejoinLoader', formats: ['iife'], fileName: () => 'v1.js' },
    },
  },
  {
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      lib: { entry: 'src/panel.tsx', formats: ['es'], fileName: () => 'panel.js' },
      rolldownOptions: { output: { chunkFileNames: 'chunks/[name]-[hash].js', minify: true } },
    },
  },
];
