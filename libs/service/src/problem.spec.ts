import { parseBody, Problem, statusOf } from './problem';
import { refusalNames } from '@rejoin/contracts';
import { z } from 'zod';

describe('a refusal over HTTP', () => {
  it('is never a success and never a fault of the server, but for unavailable', () => {
    for (const name of refusalNames) {
      const status = statusOf(name);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status >= 500).toBe(name === 'unavailable');
    }
  });

  it('names each wrong field of a body by its JSON pointer', () => {
    const Body = z.object({ reconnect: z.object({ timeLimitSeconds: z.int() }) });
    const parse = () => parseBody(Body, { reconnect: { timeLimitSeconds: 'soon' } });
    expect(parse).toThrow(Problem);
    try {
      parse();
    } catch (error) {
      expect((error as Problem).fields).toMatchObject([{ field: '/reconnect/timeLimitSeconds' }]);
    }
  });

  it('lets a body pass that is right', () => {
    expect(parseBody(z.object({ a: z.int() }), { a: 1 })).toEqual({ a: 1 });
  });
});
