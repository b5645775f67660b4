// Serves the desk or the administration from their sources, beside a system that runs (`npm start`). The browser reloads
// the page when a file changes. Usage: npm run dev -- desk|admin [base URL of the service that serves the page]
// The widget and the demo are parts of pages of other servers: npm run dev -- widget|portal builds them after each change.
import { spawnSync } from 'node:child_process';
import { readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { pageConfig, root } from './page-config.mjs';

/** The service that serves each page, as `npm start` writes it into running.json. */
const servedBy = { desk: 'url', admin: 'config' };

const [page = '', address] = process.argv.slice(2);
if (page === 'widget' || page === 'portal') buildAfterChanges();
else await serve(address ?? runningService());

async function serve(target) {
  const base = `/${page}/`;
  const { configs } = await import(`./${page}/page.mjs`);
  const { oxc } = configs[0];

  /** Requests come from the page of the service, as far as the service can see. */
  const asTheServicesPage = (proxy) => {
    for (const event of ['proxyReq', 'proxyReqWs'])
      proxy.on(event, (request) => {
        if (request.hasHeader('origin')) request.setHeader('origin', target);
      });
  };

  const server = await createServer({
    ...pageConfig(page, { oxc }),
    base,
    cacheDir: join(root, 'node_modules/.cache/vite', page),
    server: {
      host: '127.0.0.1',
      fs: { allow: [root] },
      proxy: {
        [`^(?!${base})`]: { target, ws: true, changeOrigin: true, configure: asTheServicesPage },
      },
    },
  });
  await server.listen();
  server.printUrls();
}

function runningService() {
  if (!(page in servedBy)) throw new Error('which page: desk, admin, widget or portal?');
  const file = join(process.env.REJOIN_DATA ?? join(root, '.rejoin'), 'running.json');
  return JSON.parse(readFileSync(file, 'utf8'))[servedBy[page]];
}

function buildAfterChanges() {
  const build = () =>
    spawnSync(process.execPath, ['apps/web/build.mjs', page], { cwd: root, stdio: 'inherit' });
  let waiting = setTimeout(build);
  for (const folder of ['apps/web', 'libs/client/src', 'libs/contracts/src'])
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(waiting);
      // An editor writes several files at once.
      waiting = setTimeout(build, 100);
    });
}
