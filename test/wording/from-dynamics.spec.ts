import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8');
const document = read('docs/from-dynamics.md');
const source = read('apps/web/widget/src/dynamics-sdk.ts');

describe('the document for readers who know Dynamics', () => {
  it('names every method that its script has', () => {
    const [, methods = ''] = /export interface DynamicsSdk \{(.*?)\n\}/s.exec(source) ?? [];
    const names = [...methods.matchAll(/^ {2}(\w+)\(/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(9);
    expect(names.filter((name) => !document.includes(`\`${name}(`))).toEqual([]);
  });

  it('names every event that its script raises', () => {
    const heard = source.slice(source.indexOf("on('opened'"));
    const names = [...heard.matchAll(/\['(\w+)'(?:, '(\w+)')?\]/g)].flatMap(([, one = '', other]) => [
      one,
      other ?? one,
    ]);
    expect(names).toContain('threadUpdate');
    expect(['ready', ...names].filter((name) => !document.includes(`\`lcw:${name}\``))).toEqual([]);
  });
});
