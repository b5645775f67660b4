import { initialsOf } from './initials';

describe('the initials of a name', () => {
  it.each([
    ['Anna Berg', 'AB'],
    ['Maximilian von Hohenstein', 'MH'],
    ['ömer', 'Ö'],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toEqual({ initials });
  });

  it('are absent for a name in another script and for an empty name', () => {
    expect(initialsOf('فاطمة الزهراء')).toEqual({});
    expect(initialsOf('')).toEqual({});
  });
});
