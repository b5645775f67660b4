import { Overloaded } from '@rejoin/persistence';
import type { ArgumentsHost } from '@nestjs/common';
import type { ServiceLog } from './log';
import { parseBody, Problem, ProblemFilter, statusOf } from './problem';
import { refusalNames } from '@rejoin/contracts';
import { z } from 'zod';

describe('a refusal over HTTP', () => {
  it('has no success status, and a server error only for what is not reachable', () => {
    for (const name of refusalNames) {
      const status = statusOf(name);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status >= 500).toBe(['unavailable', 'provider-unavailable'].includes(name));
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

  it('accepts a body that is valid', () => {
    expect(parseBody(z.object({ a: z.int() }), { a: 1 })).toEqual({ a: 1 });
  });

  it('is temporary, and not an error in the log, when too many statements wait', () => {
    const reply = { header: jest.fn(), status: jest.fn(), type: jest.fn(), send: jest.fn() };
    for (const method of Object.values(reply)) method.mockReturnValue(reply);
    const log = { error: jest.fn() };
    const host = { switchToHttp: () => ({ getResponse: () => reply }) } as unknown as ArgumentsHost;
    new ProblemFilter(log as unknown as ServiceLog).catch(new Overloaded(), host);
    expect(reply.status).toHaveBeenCalledWith(503);
    expect(reply.header).toHaveBeenCalledWith('Retry-After', '1');
    expect(log.error).not.toHaveBeenCalled();
  });
});
