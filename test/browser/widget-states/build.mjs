// Builds the page on which tests and screenshots show every state of the widget without a server. It contains
// no product code.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { words } from '../../../apps/web/words/vite-plugin.mjs';

const here = dirname(fileURLToPath(import.meta.url));

await build({
  root: here,
  configFile: false,
  logLevel: 'warn',
  plugins: [words()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: join(here, '..', '..', '..', 'dist', 'widget-states'),
    emptyOutDir: true,
    target: ['chrome111'],
    lib: { entry: 'page.tsx', formats: ['es'], fileName: () => 'page.js' },
    rolldownOptions: { output: { minify: true } },
  },
});
