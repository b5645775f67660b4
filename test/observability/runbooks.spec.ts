import { projectFolder } from '@rejoin/servers';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesFile } from './prometheus';

const pages = join(projectFolder(), 'docs', 'runbooks');
const rules = readFileSync(rulesFile, 'utf8');
const alarms = [...rules.matchAll(/^ +- alert: (\w+)$/gm)].map(([, name = '']) => name);

describe('the runbooks', () => {
  it('are one page for each alarm, and no other', () => {
    expect(alarms.length).toBeGreaterThan(10);
    const names = readdirSync(pages).map((file) => file.replace(/\.md$/, ''));
    expect(names.sort()).toEqual(['README', ...alarms].sort());
  });

  it.each(alarms)('contain for %s its meaning, how to check it and what to do', (alarm) => {
    const page = readFileSync(join(pages, `${alarm}.md`), 'utf8');
    expect(page.split('\n')[0]).toBe(`# ${alarm}`);
    const titles = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(['What it means', 'How to look', 'What to do']);
    for (const [, text = ''] of page.matchAll(/^## .*\n\n([^#]*)/gm)) expect(text.length).toBeGreaterThan(60);
  });

  it.each(alarms)('are the pages that %s links to, and all are listed', (alarm) => {
    expect(rules).toContain(`runbook_url: docs/runbooks/${alarm}.md`);
    expect(readFileSync(join(pages, 'README.md'), 'utf8')).toContain(`[${alarm}](${alarm}.md)`);
  });
});
