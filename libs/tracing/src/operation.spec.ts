import {
  about,
  batched,
  begin,
  concerns,
  currentOperation,
  currentOperations,
  inSpan,
  operate,
  operateAll,
  operationOf,
  outsideOperations,
} from './operation';
import { instruments, type SpanOptions } from './span';

const parent = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`;

describe('an operation', () => {
  it('is the current one until its promise is settled, whatever runs beside it', async () => {
    const run = (conversationId: string) =>
      operate({ name: 'frame', conversationId }, async () => {
        await new Promise(setImmediate);
        return currentOperation()?.conversationId;
      });
    expect(await Promise.all([run('a'), run('b')])).toEqual(['a', 'b']);
    expect(currentOperation()).toBeUndefined();
  });

  it('continues the trace of its cause as another span, and begins one without a cause', async () => {
    const trace = () => Promise.resolve(currentOperation()?.traceparent);
    expect(await operate({ name: 'apply', parent }, trace)).toMatch(/^00-(ab){16}-(?!cdcd)[0-9a-f]{16}-01$/);
    const other = await operate({ name: 'apply' }, trace);
    expect(other).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(other).not.toContain('abab');
  });

  it('can learn its conversation later', async () => {
    await operate({ name: 'frame' }, async () => {
      concerns('a');
      expect(currentOperation()?.conversationId).toBe('a');
    });
  });

  it('does not reach the timers that it sets for others', async () => {
    await operate({ name: 'frame' }, async () => {
      expect(outsideOperations(() => currentOperation())).toBeUndefined();
    });
  });

  it('can be what a line is about, without being done', () => {
    expect(about({ name: 'apply', conversationId: 'a' }, () => currentOperation()?.conversationId)).toBe('a');
  });
});

describe('a batch', () => {
  it('of one operation is this operation', () => {
    const one = begin({ name: 'frame', conversationId: 'a' });
    expect(batched([one, one], () => currentOperation())).toBe(one);
  });

  it('of several is none of them, and knows whose conversation a change concerns', async () => {
    await operateAll(
      ['a', 'b'].map((conversationId) => ({ name: 'apply', conversationId })),
      async () => {
        expect(currentOperation()).toBeUndefined();
        expect(operationOf('b')?.conversationId).toBe('b');
        expect(operationOf('c')).toBeUndefined();
      },
    );
  });

  it('of an operation and something of a job names no conversation', () => {
    const one = begin({ name: 'frame', conversationId: 'a' });
    batched([one, undefined], () => {
      expect(currentOperation()).toBeUndefined();
      expect(currentOperations()).toEqual([one]);
    });
  });
});

describe('spans', () => {
  const started: SpanOptions[] = [];
  const ended: unknown[] = [];
  beforeEach(() => {
    started.length = 0;
    ended.length = 0;
    instruments.spans = {
      start: (options) => {
        const number = started.push(options);
        const traceparent = `00-${'0'.repeat(31)}1-${'0'.repeat(15)}${number}-01`;
        const end = (error?: unknown) => void ended.push(error ?? options.name);
        return { traceparent, concerns: () => undefined, end };
      },
    };
  });
  afterEach(() => {
    instruments.spans = undefined;
  });
  const step = () => inSpan({ name: 'transaction' }, () => Promise.resolve());

  it('of a step are below the operation, and end before it', async () => {
    await operate({ name: 'frame' }, step);
    expect(started).toMatchObject([{ name: 'frame' }, { name: 'transaction' }]);
    expect(started[1]?.parent).toMatch(/1-01$/);
    expect(ended).toEqual(['transaction', 'frame']);
  });

  it('of a step of a batch have no parent, and a link to each member', async () => {
    await operateAll([{ name: 'apply' }, { name: 'apply' }], step);
    expect(started[2]?.parent).toBeUndefined();
    expect(started[2]?.links).toHaveLength(2);
  });

  it('end with the error of what failed', async () => {
    const failure = new Error('no');
    await operate({ name: 'frame' }, () => Promise.reject(failure)).catch(() => undefined);
    expect(ended).toEqual([failure]);
  });

  it('are not begun for jobs, nor for requests of jobs', async () => {
    await step();
    await operate({ name: 'answer', onlyWithParent: true }, () => Promise.resolve());
    expect(started).toEqual([]);
    await operate({ name: 'answer', onlyWithParent: true, parent }, () => Promise.resolve());
    expect(started).toHaveLength(1);
  });
});
