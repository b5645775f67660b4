import { dirname, join } from 'node:path';
import { words } from './words/vite-plugin.mjs';

const web = import.meta.dirname;

export const root = dirname(dirname(web));

/** The configuration of Vite for a page or a script of it: what `page.mjs` says, and what all have in common. */
export function pageConfig(page, config) {
  return {
    root: join(web, page),
    configFile: false,
    ...config,
    plugins: [words(), ...(config.plugins ?? [])],
    resolve: {
      alias: {
        '@rejoin/client': join(root, 'libs/client/src/index.ts'),
        '@rejoin/csv': join(root, 'libs/csv/src/index.ts'),
        '@rejoin/contracts/plain': join(root, 'libs/contracts/src/plain.ts'),
        '@rejoin/contracts': join(root, 'libs/contracts/src/index.ts'),
      },
      ...config.resolve,
    },
  };
}
