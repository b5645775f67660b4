import { isPassing, isTooLate, Refusal } from './refusal';

describe('a refusal over HTTP', () => {
  it('has its name, its sentence and its fields', () => {
    const errors = [{ pointer: '/text', code: 'too-long' }] as unknown as Refusal['errors'];
    const refusal = Refusal.ofAnswer(422, { name: 'invalid', title: 'The text is too long.', errors }, null);
    expect(refusal).toBeInstanceOf(Error);
    expect(refusal).toMatchObject({ name: 'invalid', message: 'The text is too long.', errors });
  });

  it('has the sentence about this request, if there is one', () => {
    const answer = { name: 'denied', title: 'Denied.', detail: 'The setup token is not known.' };
    expect(Refusal.ofAnswer(404, answer, null).message).toBe('The setup token is not known.');
  });

  it('says where a customer who is too late goes', () => {
    const answer = { name: 'window-expired', redirectUrl: 'https://shop.example/late' };
    expect(Refusal.ofAnswer(410, answer, null).redirectUrl).toBe('https://shop.example/late');
    expect(Refusal.ofAnswer(410, { ...answer, redirectUrl: null }, null).redirectUrl).toBeNull();
  });

  it.each([
    ['7', 7],
    ['0', 0],
    [null, null],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
  ])('with Retry-After %s may be repeated after %s seconds', (retryAfter, seconds) => {
    expect(Refusal.ofAnswer(503, { name: 'unavailable' }, retryAfter).retryAfterSeconds).toBe(seconds);
  });

  it.each([
    [429, 'too-many'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [504, 'unavailable'],
    [400, 'invalid'],
    [413, 'invalid'],
  ])('of a proxy that answers %i without a name is %s', (status, name) => {
    for (const answer of [undefined, null, '<html>', {}])
      expect(Refusal.ofAnswer(status, answer, null)).toMatchObject({ name, message: `HTTP ${status}` });
  });

  it('never has the name of an internal error: the request may succeed a moment later', () => {
    const refusal = Refusal.ofAnswer(500, { name: 'internal-error', title: 'Something failed.' }, null);
    expect(refusal.name).toBe('unavailable');
    expect(isPassing(refusal.name)).toBe(true);
  });
});

it('is the same as a frame, which may come without fields', () => {
  const frame = {
    type: 'refused',
    requestId: 'r1',
    name: 'too-many',
    message: 'Please wait.',
    retryAfterSeconds: 3,
    redirectUrl: null,
  } as const;
  expect(Refusal.of(frame)).toMatchObject({
    name: 'too-many',
    message: 'Please wait.',
    retryAfterSeconds: 3,
    redirectUrl: null,
    errors: [],
  });
});

it.each([
  ['unavailable', true, false],
  ['too-many', true, false],
  ['window-expired', false, true],
  ['conversation-ended', false, true],
  ['denied', false, false],
])('%s: passing %s, too late %s', (name, passing, tooLate) => {
  expect([isPassing(name), isTooLate(name)]).toEqual([passing, tooLate]);
});
