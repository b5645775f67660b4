import { join } from 'node:path';
import { importsAgain } from './import-again.mjs';
import { terse } from './terse.mjs';
import { withoutPrototype } from './without-prototype.mjs';

/**
 * A portal's script may declare a constant with such a name at its top level, which then hides the browser's from all
 * scripts of the page. Some even assign to `URL`; the browsers know it by a second name.
 */
const define = {
  URL: 'webkitURL',
  history: 'window.history',
};

/** What the panel, and preact in it, uses of the language and the browser comes from here. */
const own = join(import.meta.dirname, 'src/own.ts');
const ownNames = [
  'Map',
  'Set',
  'Symbol',
  'Array',
  'Object',
  'Number',
  'JSON',
  'Intl',
  'Promise',
  'crypto',
  'performance',
  'AbortController',
  'queueMicrotask',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'console',
];

/**
 * The scripts: the frame that subdomains share, the loader with the names of Dynamics, the loader that a portal's page
 * embeds, and the panel, which the loader fetches when it is needed.
 */
export const configs = [
  {
    define,
    build: {
      lib: { entry: 'src/loader.ts', name: 'RejoinLoader', formats: ['iife'], fileName: () => 'v1.js' },
    },
  },
  {
    build: {
      lib: { entry: 'src/frame.ts', name: 'RejoinFrame', formats: ['iife'], fileName: () => 'frame.js' },
    },
  },
  {
    build: {
      lib: {
        entry: 'src/dynamics.ts',
        name: 'RejoinDynamics',
        formats: ['iife'],
        fileName: () => 'dynamics.js',
      },
    },
  },
  {
    // `h` accepts children as they are and is part of preact, so it is smaller than the runtime for automatic JSX.
    define: { ...define, ...Object.fromEntries(ownNames.map((name) => [name, `rejoinOwn.${name}`])) },
    plugins: [importsAgain, withoutPrototype, terse],
    oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' } },
    build: {
      lib: { entry: 'src/panel.ts', formats: ['es'], fileName: () => 'panel.js' },
      rolldownOptions: {
        transform: {
          inject: {
            h: ['preact', 'h'],
            Fragment: ['preact', 'Fragment'],
            rejoinOwn: [own, 'own'],
          },
        },
        output: {
          chunkFileNames: 'chunks/[name]-[hash].js',
          minify: true,
          comments: false,
          // What the panel needs at first is one file, whatever other files import parts of it later.
          codeSplitting: {
            groups: [
              { name: 'mount', test: /widget\/src\/mount\.tsx$/, priority: 2 },
              { name: 'later', test: /widget\/src\/ui\/later\.ts$/, priority: 1 },
            ],
          },
        },
      },
    },
  },
];
