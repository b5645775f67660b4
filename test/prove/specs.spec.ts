import { resultsOf } from './specs';

const passed = { fullName: 'a promise', status: 'passed', failureMessages: [] };
const failed = { fullName: 'another', status: 'failed', failureMessages: ['Error: not so\n at line 1'] };
const left = { fullName: 'a third', status: 'pending', failureMessages: null };

describe('the results of tests', () => {
  it('are those of the tests that ran', () => {
    const report = {
      testResults: [{ name: 'a.spec.ts', message: '', assertionResults: [passed, failed, left] }],
    };
    expect(resultsOf(report)).toEqual([
      { spec: 'a.spec.ts', name: 'a promise', holds: true, why: '' },
      { spec: 'a.spec.ts', name: 'another', holds: false, why: 'Error: not so  at line 1' },
    ]);
  });

  it('are none when a file could not be run, because that proves nothing', () => {
    const report = { testResults: [{ name: 'a.spec.ts', message: 'SyntaxError', assertionResults: [] }] };
    expect(() => resultsOf(report)).toThrow('a.spec.ts did not run: SyntaxError');
  });
});
