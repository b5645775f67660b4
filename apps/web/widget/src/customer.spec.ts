import { visitorOf } from './customer';

let warned: jest.SpyInstance;
beforeEach(() => {
  warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => warned.mockRestore());

describe('the visitor as a page describes them', () => {
  it('is a name and texts for the agent', () => {
    const context = { basket: 3, member: true, note: 'half \ud83d' };
    expect(visitorOf({ name: ' Mia ', context })).toEqual({
      name: 'Mia',
      context: { basket: '3', member: 'true', note: 'half \ufffd' },
    });
    expect(visitorOf({ name: 'x'.repeat(300) }).name).toHaveLength(200);
    expect(visitorOf({ name: `${'x'.repeat(199)}😀` }).name).toBe('x'.repeat(199));
    expect(warned).not.toHaveBeenCalled();
  });

  it.each([[undefined], [null], [{}], [{ name: ' ' }], [{ context: null }]])(
    'has neither name nor values with %j',
    (given) => {
      expect(visitorOf(given)).toEqual({});
      expect(warned).not.toHaveBeenCalled();
    },
  );

  it.each([
    [{ name: 5 }],
    [{ context: 'text' }],
    [{ context: { long: 'x'.repeat(8200) } }],
    [{ context: { long: '火'.repeat(6_000) } }],
    [{ context: { ['x'.repeat(201)]: 'long name' } }],
    [{ context: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`v${at}`, at])) }],
  ])('is described without what cannot be used, and the console shows it', (given) => {
    expect(visitorOf(given)).toEqual({});
    expect(warned).toHaveBeenCalledTimes(1);
  });
});
