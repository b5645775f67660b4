import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { families } from './facts/families';
import { Presence, stateCodes, Way, WrapUpRule } from './primitives';
import { refusalNames } from './refusals';

const glossary = readFileSync(join(__dirname, '../../../docs/glossary.md'), 'utf8');

describe('the glossary', () => {
  it.each(families.flatMap(({ facts }) => Object.keys(facts)))('has the fact %s', (fact) => {
    expect(glossary).toContain(`\`${fact}\``);
  });

  it.each(families)('has the family $name with its producer', ({ name, producer, describes }) => {
    expect(glossary).toMatch(new RegExp(`^\\| \`${name}\` +\\| ${producer} +\\| ${describes} +\\|`, 'm'));
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

  it('has no fact that is not declared', () => {
    const declared = families.flatMap(({ facts }) => Object.keys(facts));
    const [, section = ''] = /^## Facts$([^]*?)^## /m.exec(glossary) ?? [];
    const named = [...section.matchAll(/`([A-Z]\w+)`/g)].map(([, name]) => name ?? '');
    expect([...named].sort()).toEqual([...declared].sort());
  });
});
