import { NatsError } from 'nats';
import { hasNoResponder, isJetStreamOff, undefinedIf } from './nats-errors';

/** An error as the client makes it of an answer of JetStream's API. */
function refusedWith(errorCode: number): NatsError {
  const error = new NatsError('not found', '404');
  error.api_error = { code: 404, err_code: errorCode, description: 'not found' };
  return error;
}

describe('an error of JetStream', () => {
  const absent = undefinedIf('noConsumer', 'noStream');

  it.each([10014, 10059])('is undefined when it is one of those that are expected: %i', async (code) => {
    await expect(Promise.reject(refusedWith(code)).catch(absent)).resolves.toBeUndefined();
  });

  it.each([refusedWith(10037), new NatsError('timeout', 'TIMEOUT'), new Error('not found')])(
    'is thrown when it is another one: %s',
    async (error) => {
      await expect(Promise.reject(error).catch(absent)).rejects.toThrow(error);
    },
  );
});

describe('a request to which nobody listens', () => {
  it('is recognised, and means that JetStream is off when its API was asked', () => {
    const error = new NatsError('503', '503');
    expect([hasNoResponder(error), isJetStreamOff(error)]).toEqual([true, true]);
  });

  it('is not one that was answered too late', () => {
    const error = new NatsError('timeout', 'TIMEOUT');
    expect([hasNoResponder(error), isJetStreamOff(error)]).toEqual([false, false]);
  });
});
