import { families } from '@rejoin/contracts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsPage, exampleOf, type Recording } from './events-page';

const recording = JSON.parse(readFileSync(join(__dirname, 'recorded/stories.json'), 'utf8')) as Recording;
const facts = families.flatMap(({ facts }) => Object.entries(facts));

describe('the event catalogue', () => {
  const page = eventsPage(recording);

  it.each(facts)('has %s with its meaning and an example that its schema takes', (type, schema) => {
    expect(page).toContain(`#### ${type}\n\n${schema.description ?? '?'}\n\n\`\`\`json\n`);
    expect(schema.safeParse(exampleOf(type, recording)).error).toBeUndefined();
  });

  it('tells stories of facts that there are, each family in the order of its versions', () => {
    expect(recording.stories.length).toBeGreaterThan(5);
    const known = new Set(facts.map(([type]) => type));
    for (const { title, facts: told } of recording.stories) {
      expect([title, told.filter(({ type }) => !known.has(type))]).toEqual([title, []]);
      for (const family of new Set(told.map((one) => one.family))) {
        const versions = told.filter((one) => one.family === family).map(({ version }) => version);
        expect([title, family, versions]).toEqual([title, family, versions.map((_, i) => i + 1)]);
      }
    }
  });
});
