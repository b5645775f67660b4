import { fieldProblem, fieldProblemCodes } from '@rejoin/contracts';
import { languages } from '../../../kit/words';
import { textWith } from '../../../kit/numbers-in';
import { catalogue } from '../words/catalogue';
import { serverProblem } from './server-problem';

describe('what the service says of a field', () => {
  it.each(languages)('has words for every code in %s', (language) => {
    const sentences = catalogue[language].problems;
    const silent = fieldProblemCodes.filter((code) => {
      const { code: known, detail } = serverProblem(fieldProblem('/name', code), sentences);
      return known !== code || textWith(sentences[known], { detail }).trim() === '';
    });
    expect(silent).toEqual([]);
  });

  it('names what the code names', () => {
    const { code, detail } = serverProblem(
      fieldProblem('/name', 'too-long', { maximum: 200 }),
      catalogue.en.problems,
    );
    expect(textWith(catalogue.en.problems[code], { detail })).toBe('Use 200 characters or fewer.');
  });

  it('is in the words of the service where its code is not known, or it has none', () => {
    const said = { field: '/name', message: 'is odd' };
    for (const one of [said, { ...said, code: 'of-a-later-release' }, { ...said, code: 'toString' }])
      expect(serverProblem(one, catalogue.en.problems)).toEqual({ code: 'by-server', detail: 'is odd' });
  });
});
