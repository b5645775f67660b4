import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const name = '@fluentui/react-components';
const file = fileURLToPath(import.meta.resolve(name));
const bundle = fileURLToPath(new URL('../../../dist/testing/components.cjs', import.meta.url));

/**
 * Bundles the component library before the tests of pages. jest would load its 1,400 modules one by one for each test file,
 * which takes a third of the processor time of these tests. React stays outside: the tests load it too, and there must be one.
 */
export default async function bundleComponents() {
  const build = await rolldown({
    input: file,
    external: [/^(react|react-dom|scheduler)(\/|$)/, '@fluentui/react-icons'],
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'cjs', comments: false });
  await build.close();
  mkdirSync(dirname(bundle), { recursive: true });
  // Another run of jest may read the file at the same time.
  writeFileSync(`${bundle}.${process.pid}`, output[0].code);
  renameSync(`${bundle}.${process.pid}`, bundle);
}
