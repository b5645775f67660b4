import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const dist = join(__dirname, '..', '..', 'dist');
const builtFiles = (folder: string): string[] =>
  readdirSync(join(dist, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(folder, file));

describe('dist, which operators run', () => {
  const files = ['apps', 'libs', 'tools'].flatMap(builtFiles);

  it('has what services, the command line and npm start need', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'apps/cli/src/main.js',
        'apps/session-gateway/src/main.js',
        'libs/servers/src/index.js',
        'tools/start/main.js',
      ]),
    );
  });

  it('has nothing that only tests need', () => {
    const ofTests = /\.(spec|fixture|model)\.js$|^libs\/testing\/|^libs\/[^/]+\/test\/|^tools\/screenshots\//;
    expect(files.filter((file) => ofTests.test(file))).toEqual([]);
  });
});
