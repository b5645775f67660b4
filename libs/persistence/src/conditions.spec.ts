import { Conditions } from './conditions';

it('contain what is wanted, with numbered parameters', () => {
  const conditions = new Conditions()
    .add('default', (value) => `org = ${value}`)
    .add(null, (value) => `what = ${value}`)
    .add(undefined, (value) => `who = ${value}`)
    .add(0, (value) => `seq < ${value}`);
  expect(conditions.where).toBe('org = $1 and seq < $2');
  expect(conditions.parameter(50)).toBe('$3');
  expect(conditions.values).toEqual(['default', 0, 50]);
});

it('are true when nothing is wanted', () => {
  expect(new Conditions().add(null, (value) => `a = ${value}`).where).toBe('true');
});
