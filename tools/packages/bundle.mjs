import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** Both kinds of modules that Node supports. Browsers and bundlers use the first. */
const formats = [
  { format: 'es', ending: 'js' },
  { format: 'cjs', ending: 'cjs' },
];

/** Bundles a library into one file for each kind of module, and one for each part that is loaded later. */
export async function bundle({ root, entry, folder, external }) {
  for (const { format, ending } of formats) {
    const built = await rolldown({
      input: { index: entry },
      platform: 'neutral',
      tsconfig: join(root, 'tsconfig.base.json'),
      resolve: {
        alias: {
          '@rejoin/contracts/plain': join(root, 'libs/contracts/src/plain.ts'),
          '@rejoin/contracts': join(root, 'libs/contracts/src/index.ts'),
        },
      },
      external: [/^node:/, ...external],
      treeshake: { moduleSideEffects: false },
      onLog: (level, { message }) => {
        if (level === 'warn') throw new Error(message);
      },
    });
    await built.write({
      dir: folder,
      format,
      entryFileNames: `[name].${ending}`,
      chunkFileNames: `[name].${ending}`,
    });
    await built.close();
  }
}
