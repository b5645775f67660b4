import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { families } from './facts/families';
import { Presence, stateCodes, Way, WrapUpRule } from './primitives';
import { refusalNames } from './refusals';

const glossary = readFileSync(join(__dirname, '../../../docs/glossary.md'), 'utf8');

describe('the glossary', () => {
  it.each(families.flatMap(({ facts }) => Object.keys(facts)))('has the fact %s', (fact) => {
    expect(glossary).toContain(`- **${fact}**: `);
  });

  it.each(families.map(({ name }) => name))('has the family %s', (name) => {
    expect(glossary).toMatch(new RegExp(`^\`${name}\`, told by`, 'm'));
  });

  it.each(refusalNames)('has the refusal %s', (name) => {
    expect(glossary).toMatch(new RegExp(`\`${name}\`[,.]`));
  });

  it.each(Object.entries(stateCodes))('has the state %s with its code', (state, code) => {
    expect(glossary).toMatch(new RegExp(`^- \`${state}\`: .*Code ${code}\\.$`, 'm'));
  });

  it.each([...Way.options, ...Presence.options, ...WrapUpRule.options])('has the choice %s', (choice) => {
    expect(glossary).toContain(`\`${choice}\``);
  });

  it('has nothing that is no fact any more', () => {
    const facts = new Set(families.flatMap(({ facts: declared }) => Object.keys(declared)));
    const named = [...glossary.matchAll(/^- \*\*([A-Z]\w+)\*\*/gm)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !facts.has(name))).toEqual([]);
  });
});
