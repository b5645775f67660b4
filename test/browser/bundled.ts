import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * The script of a portal, bundled as a portal does it, with this repository's bundler, which is available only as an ES
 * module.
 */
export function bundled(entry: string): string {
  const options = {
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, lib: { entry, name: 'example', formats: ['iife'] } },
  };
  const program = `import { build } from 'vite';
    const [{ output }] = [await build(${JSON.stringify(options)})].flat();
    process.stdout.write(output[0].code);`;
  const code = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: join(__dirname, '../..'),
    // Without this setting, JSX would be compiled for development.
    env: { ...process.env, NODE_ENV: 'production' },
    maxBuffer: 16 * 1024 * 1024,
  });
  return code.toString().replaceAll('</script', '<\\/script');
}
