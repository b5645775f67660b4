import { allOf, differencesOf, merged, proposedChoices } from './merge';

const base = { name: 'Shop', active: true, origins: ['a'], reconnect: { enabled: false, limit: 300 } };
const mine = { ...base, name: 'My shop', reconnect: { enabled: true, limit: 300 } };
const theirs = { ...base, name: 'Their shop', origins: ['a', 'b'] };
const differences = differencesOf(base, mine, theirs);

describe('two people who changed the same settings', () => {
  it('see where their versions differ, and whose change each is', () => {
    expect(differences).toEqual([
      { pointer: '/name', mine: 'My shop', theirs: 'Their shop', changedBy: 'both' },
      { pointer: '/origins', mine: ['a'], theirs: ['a', 'b'], changedBy: 'theirs' },
      { pointer: '/reconnect/enabled', mine: true, theirs: false, changedBy: 'mine' },
    ]);
  });

  it('keep what each of them changed alone, unless it is chosen otherwise', () => {
    expect(merged(theirs, differences, proposedChoices(differences))).toEqual({
      name: 'My shop',
      active: true,
      origins: ['a', 'b'],
      reconnect: { enabled: true, limit: 300 },
    });
  });

  it('can take either version whole', () => {
    expect(merged(theirs, differences, allOf(differences, 'theirs'))).toEqual(theirs);
    expect(merged(theirs, differences, allOf(differences, 'mine'))).toEqual(mine);
  });

  it.each([null, undefined])('take a part that one of them does not have (%p) as a whole', (none) => {
    const linked = { name: 'Mia', external: { iss: 'https://id.example', sub: '1' } };
    const [alone] = differencesOf({ name: 'Mia', external: none }, { name: 'Mia', external: none }, linked);
    expect(alone).toEqual({ pointer: '/external', mine: null, theirs: linked.external, changedBy: 'theirs' });
    const found = differencesOf({ name: 'Mia', external: none }, { name: 'Mia B.', external: none }, linked);
    expect(merged(linked, found, allOf(found, 'mine'))).toEqual({ name: 'Mia B.', external: null });
    expect(
      merged(
        { name: 'Mia', external: none },
        differencesOf(linked, linked, { name: 'Mia', external: none }),
        {
          '/external': 'mine',
        },
      ),
    ).toEqual(linked);
  });

  it('have no conflict when they did the same', () => {
    expect(differencesOf(base, mine, mine)).toEqual([]);
  });
});
