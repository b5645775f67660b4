import { isDuplicate } from './sql-errors';

describe('an error of a unique index', () => {
  it('is a duplicate, also inside the error of TypeORM', () => {
    const error = Object.assign(new Error('duplicate key value'), { code: '23505' });
    expect(isDuplicate(error)).toBe(true);
    expect(isDuplicate(Object.assign(new Error('query failed'), { driverError: error }))).toBe(true);
  });

  it.each([Object.assign(new Error('conflict'), { code: '40001' }), new Error('23505'), null])(
    'is not %p',
    (error) => {
      expect(isDuplicate(error)).toBe(false);
    },
  );
});
