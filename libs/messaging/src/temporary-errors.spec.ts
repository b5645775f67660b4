import { Overloaded } from '@rejoin/persistence';
import { NoResponder, Unavailable } from './bus';
import { isTemporary } from './temporary-errors';

const withCode = (code: string) => Object.assign(new Error('of Postgres'), { code });

it.each([
  ['NATS is not connected', new Unavailable('NATS')],
  ['no replica answers', new NoResponder('routing')],
  ['too much work waits', new Overloaded()],
  ['Postgres is gone', withCode('ECONNREFUSED')],
  ['Postgres is read-only', withCode('25006')],
])('an error is temporary when %s', (_, error) => {
  expect(isTemporary(error)).toBe(true);
});

it.each([
  ['a statement is wrong', withCode('42601')],
  ['a value is wrong', new TypeError('x is undefined')],
  ['it is no error', undefined],
])('an error is not temporary when %s', (_, error) => {
  expect(isTemporary(error)).toBe(false);
});
