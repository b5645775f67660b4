import { pickedWith, shownOptions, type Option } from './pick-options';

const workstreams: Option<string>[] = Array.from({ length: 62 }, (_, index) => [
  `w${index}`,
  `Queue ${index}`,
]);
const namesOf = (found: { options: readonly Option<string>[] }) => found.options.map(([, name]) => name);
const none = new Set<string>();

describe('a list to pick from', () => {
  it('finds some of 62 by a part of their names, in capitals or not', () => {
    expect(namesOf(shownOptions(workstreams, ' QUEUE 4', none, false))).toEqual([
      'Queue 4',
      ...Array.from({ length: 10 }, (_, index) => `Queue 4${index}`),
    ]);
    expect(
      namesOf(
        shownOptions(
          [
            ['a', 'Crème'],
            ['b', '%_\\'],
          ],
          'creme',
          none,
          false,
        ),
      ),
    ).toEqual(['Crème']);
    expect(
      namesOf(
        shownOptions(
          [
            ['a', 'x'],
            ['b', '%_\\'],
          ],
          '%_\\',
          none,
          false,
        ),
      ),
    ).toEqual(['%_\\']);
  });

  it('shows only what is picked when that is wanted', () => {
    expect(namesOf(shownOptions(workstreams, '', new Set(['w3', 'w60']), true))).toEqual([
      'Queue 3',
      'Queue 60',
    ]);
  });

  it('shows a part of very many, and says how many more there are', () => {
    const many: Option<string>[] = Array.from({ length: 1_000 }, (_, index) => [`${index}`, `${index}`]);
    const { options, more } = shownOptions(many, '', none, false);
    expect([options.length, more]).toEqual([200, 800]);
  });

  it('picks and drops several at once, each once, and leaves the others', () => {
    expect(pickedWith(['a', 'b'], ['b', 'c'], true)).toEqual(['a', 'b', 'c']);
    expect(pickedWith(['a', 'b', 'c'], ['b', 'x'], false)).toEqual(['a', 'c']);
  });
});
