import { useWords } from '../../../kit/language';
import { textWith } from '../../../kit/numbers-in';
import type { ProblemCode } from '../form/problem';
import { useAdminWords, useFields, useProblemSentence } from '../words/words';
import type { ValueWords } from './cell-values';
import type { ColumnNames } from './person-columns';
import type { RowProblem } from './plan-import';
import { catalogue, type Words } from './words/catalogue';

export function useImportWords(): Words {
  return useWords(catalogue);
}

/** The names of the columns on the page. */
export function useColumnNames(): ColumnNames {
  const fields = useFields();
  return {
    login: fields['/login'],
    displayName: fields['/displayName'],
    roles: fields['/roles'],
    workstreams: fields['/workstreamIds'],
    maxUnits: fields['/maxUnits'],
    defaultPresence: fields['/defaultPresence'],
    graceSeconds: fields['/graceSeconds'],
    active: fields['/active'],
  };
}

export function useValueWords(): ValueWords {
  const { roles, presences, yes, no } = useAdminWords();
  return { roles, presences, yes, no };
}

/** The sentence of a problem, with the name of its column. */
export function useRowProblemSentence(): (problem: RowProblem) => string {
  const words = useImportWords();
  const names = useColumnNames();
  const fieldSentence = useProblemSentence();
  return ({ column, code, detail }) => {
    const own: Readonly<Partial<Record<string, string | ((values: { detail: string }) => string)>>> =
      words.problems;
    const text = own[code];
    const problem =
      text === undefined ? fieldSentence({ code: code as ProblemCode, detail }) : textWith(text, { detail });
    return column === undefined ? problem : words.problemIn({ column: names[column], problem });
  };
}
