import { z } from 'zod';
import { AccountSettings } from './accounts';
import { checked } from './checked';
import { fieldProblem, fieldProblems, problemOfIssue } from './field-problems';
import { boundedMap, Id, Locale } from './primitives';
import { OwnPassword } from './rpc';
import { Origin, WorkstreamSettings } from './settings';

const problemsIn = (schema: z.ZodType, input: unknown) =>
  (checked(schema, input).error?.issues ?? []).map((issue) => {
    const { field, code, params } = problemOfIssue(issue, input);
    return params ? [field, code, params] : [field, code];
  });

describe('a wrong field', () => {
  it.each<[string, z.ZodType, unknown, unknown[]]>([
    ['is missing', z.object({ a: z.string() }), {}, ['/a', 'required']],
    ['is a missing choice', z.object({ a: z.enum(['x']) }), {}, ['/a', 'required']],
    [
      'is of another type',
      z.object({ a: z.string() }),
      { a: 1 },
      ['/a', 'wrong-type', { expected: 'string' }],
    ],
    ['is no whole number', z.int(), 1.5, ['/', 'whole-number']],
    ['is no choice', z.enum(['x', 'y']), 'z', ['/', 'not-an-option', { options: 'x, y' }]],
    ['is a short text', z.string().min(3), 'a', ['/', 'too-short', { minimum: 3 }]],
    ['is a long text', z.string().max(3), 'aaaa', ['/', 'too-long', { maximum: 3 }]],
    ['is a short list', z.array(z.int()).min(1), [], ['/', 'too-few', { minimum: 1 }]],
    ['is a long list', z.array(z.int()).max(1), [1, 2], ['/', 'too-many-entries', { maximum: 1 }]],
    [
      'is a long map',
      boundedMap(z.string(), z.int(), 1),
      { a: 1, b: 2 },
      ['/', 'too-many-entries', { maximum: 1 }],
    ],
    ['is a small number', z.int().min(2), 1, ['/', 'too-small', { minimum: 2 }]],
    ['is a great number', z.int().max(2), 3, ['/', 'too-great', { maximum: 2 }]],
    ['is no URL', z.url(), 'x', ['/', 'not-a-url']],
    ['is no date', z.iso.date(), 'x', ['/', 'not-a-date']],
    ['is no address', z.email(), 'x', ['/', 'wrong-format', { format: 'email' }]],
    ['is no id', Id, 'a b', ['/', 'not-an-id']],
    ['is no language tag', Locale, '?', ['/', 'locale']],
    ['is no origin', Origin, 'https://shop.example/x', ['/', 'not-an-origin']],
    ['fits nothing', z.union([z.string(), z.int()]), null, ['/', 'not-allowed']],
  ])('%s, and gets the code of its problem', (_, schema, input, problem) => {
    expect(problemsIn(schema, input)).toContainEqual(problem);
  });

  it('gets the code of a rule over several fields', () => {
    const same = { current: 'correct horse battery', next: 'correct horse battery' };
    expect(problemsIn(OwnPassword, same)).toEqual([['/next', 'password-same']]);
    const agent = {
      login: 'a',
      displayName: 'A',
      roles: ['agent'],
      agentId: null,
      active: true,
      external: null,
    };
    expect(problemsIn(AccountSettings, agent)).toEqual([['/agentId', 'agent-required']]);
    expect(problemsIn(WorkstreamSettings.shape.timeZone, 'Mars')).toEqual([['/', 'time-zone']]);
  });

  it('gets a sentence that contains its parameters', () => {
    expect(fieldProblem('/a', 'too-long', { maximum: 9 }).message).toBe('must have at most 9 characters');
    for (const sentence of Object.values(fieldProblems)) expect(sentence).toMatch(/\S/);
  });
});
