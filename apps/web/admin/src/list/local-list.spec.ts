import type { ListState } from './list-state';
import { localList } from './local-list';

const replies = [
  { title: 'Ärger', body: '100%_\\', active: true },
  { title: 'greeting', body: 'Hello', active: true },
  { title: 'Zebra', body: 'old', active: false },
  { title: 'Back soon', body: 'Hello again', active: true },
];
const state: ListState = { search: '', showsInactive: false, sort: 'title', order: 'asc', filters: {} };
const shown = (some: Partial<ListState>) =>
  localList(
    replies,
    { ...state, ...some },
    {
      textOf: ({ title, body }) => `${title} ${body}`,
      isActive: ({ active }) => active,
      valueOf: ({ title, body }, sort) => (sort === 'body' ? body.length : title),
    },
  ).map(({ title }) => title);

describe('a list that is on the page as a whole', () => {
  it('is sorted as people sort names, and inactive items are hidden', () => {
    expect(shown({})).toEqual(['Ärger', 'Back soon', 'greeting']);
  });

  it('has inactive items when they are wanted, and the other order', () => {
    expect(shown({ showsInactive: true, order: 'desc' })).toEqual([
      'Zebra',
      'greeting',
      'Back soon',
      'Ärger',
    ]);
  });

  it('is sorted by numbers', () => {
    expect(shown({ sort: 'body' })).toEqual(['greeting', 'Ärger', 'Back soon']);
  });

  it.each([
    ['hello', ['Back soon', 'greeting']],
    ['%_\\', ['Ärger']],
    ['ARGER', ['Ärger']],
    ['nothing', []],
  ])('finds %s', (search, titles) => {
    expect(shown({ search })).toEqual(titles);
  });
});
