// Builds the pages into dist/web/: all of them, or those named. A page whose sources have not changed is left alone.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { filesBelow, fingerprintOf } from '../../tools/build/fingerprint.mjs';
import { pageConfig, root } from './page-config.mjs';

// Whoever asks, such as a test: what is built is for customers. Otherwise JSX would be built for developers.
process.env.NODE_ENV = 'production';

const web = import.meta.dirname;
const out = join(root, 'dist', 'web');

const pages = readdirSync(web, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(web, entry.name, 'page.mjs')))
  .map(({ name }) => name);

/** What every page is made of besides its own folder. */
const common = [
  'apps/web/build.mjs',
  'apps/web/page-config.mjs',
  'apps/web/kit',
  'apps/web/words',
  'libs/client/src',
  'libs/contracts/src',
  'package-lock.json',
];

const fingerprint = (page) =>
  fingerprintOf([...common, `apps/web/${page}`], (name) => /\.fixture\.tsx?$/.test(name));

/** Compressed once, here; a server only chooses. */
function compress(folder) {
  for (const file of filesBelow(folder)) {
    if (!/\.(js|css|svg|json)$/.test(file)) continue;
    const content = readFileSync(file);
    // How much memory makes it smallest depends on the file.
    const gzipped = [6, 7, 8, 9].map((memLevel) => gzipSync(content, { level: 9, memLevel }));
    writeFileSync(`${file}.gz`, gzipped.sort((a, b) => a.length - b.length)[0]);
    writeFileSync(`${file}.br`, brotliCompressSync(content));
  }
}

async function buildPage(page) {
  const folder = join(out, page);
  const stamp = join(folder, '.built');
  const wanted = fingerprint(page);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write(`building the page ${page} ...\n`);
  const { build } = await import('vite');
  const { configs } = await import(join(web, page, 'page.mjs'));
  for (const [index, config] of configs.entries()) {
    await build({
      ...pageConfig(page, config),
      base: './',
      logLevel: 'warn',
      define: { 'process.env.NODE_ENV': '"production"', ...config.define },
      build: {
        outDir: folder,
        target: ['chrome111', 'firefox114', 'safari16.4'],
        assetsInlineLimit: 0,
        ...config.build,
        emptyOutDir: index === 0,
        rolldownOptions: {
          ...config.build?.rolldownOptions,
          // Libraries that also render on servers mark their files for them. Here is no server, and no need to know how
          // long a plugin took.
          onLog: (level, log, report) => {
            if (!['MODULE_LEVEL_DIRECTIVE', 'PLUGIN_TIMINGS'].includes(log.code)) report(level, log);
          },
        },
      },
    });
  }
  compress(folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(stamp, wanted);
}

const asked = process.argv.slice(2);
for (const page of asked.length > 0 ? asked : pages) await buildPage(page);
