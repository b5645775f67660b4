import { initialsOf } from './initials';

describe('initials', () => {
  it.each([
    ['Anna Berg', 'AB'],
    ['Maximilian von Hohenstein', 'MH'],
    ['ömer', 'Ö'],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toEqual({ initials });
  });

  it('do not exist of a name in another script, or of none', () => {
    expect(initialsOf('فاطمة الزهراء')).toEqual({});
    expect(initialsOf('')).toEqual({});
  });
});
