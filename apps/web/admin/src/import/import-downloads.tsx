import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { saveFile } from '../../../kit/save-file';
import { useFields } from '../words/words';
import type { CheckedFile } from './check-file';
import { passwordsFile, resultFile } from './import-files';
import { useRowDetails } from './import-table';
import type { ImportRun } from './use-import-run';
import { useImportWords } from './use-import-words';

interface Props {
  readonly checked: CheckedFile;
  readonly run: ImportRun;
}

/** Saves the first passwords of the new accounts in a file. */
export function PasswordsDownload({
  checked: { rows },
  run: { passwords },
  hasSaved,
  onSaved,
}: Props & { readonly hasSaved: boolean; onSaved(): void }) {
  const words = useImportWords();
  const fields = useFields();
  return (
    <Button
      icon={<ArrowDownloadRegular />}
      appearance={hasSaved ? 'secondary' : 'primary'}
      onClick={() => {
        const titles = [fields['/login'], fields['/displayName'], fields['/password']] as const;
        saveFile(passwordsFile(rows, passwords, titles), 'rejoin-passwords.csv');
        onSaved();
      }}
    >
      {words.downloadPasswords}
    </Button>
  );
}

/** Saves the file with what became of each row. */
export function ResultDownload({
  checked: { rows, workstreams },
  run: { results },
  names,
}: Props & { readonly names: ReadonlyMap<string, string> }) {
  const words = useImportWords();
  const details = useRowDetails(names);
  return (
    <Button
      icon={<ArrowDownloadRegular />}
      onClick={() => {
        const file = resultFile(rows, workstreams, [words.line, words.result], (row) => {
          const result = results.get(row.line);
          const word =
            result === undefined
              ? row.outcome
              : result === 'saved'
                ? ('saved' as const)
                : ('failed' as const);
          const about = word === 'problem' || word === 'failed' ? details(row, result) : [];
          return [words.outcome[word], ...about].join(' ');
        });
        saveFile(file, 'rejoin-import-result.csv');
      }}
    >
      {words.downloadResult}
    </Button>
  );
}
