import { Link, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { focusIsLost, focusMain } from '../../../kit/focus-main';
import { textWith } from '../../../kit/numbers-in';
import { useSentence } from '../../../kit/sentence';
import { useLeaveQuestion } from '../route/leave-question';
import { hashOf } from '../route/route';
import { useConsole } from '../shell/console';
import { Place } from '../shell/place';
import { useAdminWords } from '../words/words';
import { checkFile, type CheckedFile } from './check-file';
import { ImportPreview } from './import-preview';
import { ImportSource, type Source } from './import-source';
import { mostRows, readPeople, type FileProblem } from './read-people';
import { useImportRun } from './use-import-run';
import { useColumnNames, useImportWords, useValueWords } from './use-import-words';

type Problem = FileProblem | { readonly code: 'file-too-large' | 'not-text' };

/** Creates and changes accounts and agents from a CSV file. */
export function ImportPage() {
  const [attempt, setAttempt] = useState(0);
  return (
    <OneImport
      key={attempt}
      onAnother={() => {
        setAttempt(attempt + 1);
      }}
    />
  );
}

function OneImport({ onAnother }: { onAnother(): void }) {
  const all = useAdminWords();
  const words = useImportWords();
  const columns = useColumnNames();
  const values = useValueWords();
  const sentence = useSentence();
  const { api, session } = useConsole();
  const [problem, setProblem] = useState<Problem>();
  const [hasSavedPasswords, setSavedPasswords] = useState(false);
  const run = useImportRun();
  const { data: workstreams } = useQuery({
    queryKey: ['workstreams', 'example'],
    queryFn: () => api.list('workstreams', { active: true, limit: 1 }),
  });
  const checking = useMutation<CheckedFile | undefined, Error, Source>({
    mutationFn: async ({ text, encoding }) => {
      const file = readPeople(text, columns);
      if ('rows' in file) return checkFile(api, file, encoding, session?.account.accountId ?? '', values);
      setProblem(file);
      return undefined;
    },
  });
  const { ask, question } = useLeaveQuestion(
    run.isRunning || (run.passwords.size > 0 && !hasSavedPasswords),
    run.isRunning
      ? { title: words.leaveRunning, body: words.leaveRunningBody, action: words.leaveAction }
      : { title: words.leave, body: words.leaveBody, action: words.leaveAction },
  );
  const { data: checked, error } = checking;
  const isPreview = checked !== undefined;
  // What was focused is gone with the other half of the page.
  useEffect(() => {
    if (focusIsLost()) focusMain();
  }, [isPreview]);
  return (
    <Place
      title={words.title}
      intro={words.intro}
      above={<Link href={hashOf({ at: 'accounts' })}>{all.accounts}</Link>}
    >
      {checked ? (
        <ImportPreview
          checked={checked}
          run={run}
          hasSavedPasswords={hasSavedPasswords}
          onPasswordsSaved={() => {
            setSavedPasswords(true);
          }}
          onAnother={() => {
            ask(onAnother);
          }}
        />
      ) : (
        <>
          {(problem ?? error) && (
            <MessageBar intent="error" layout="multiline" role="alert">
              <MessageBarBody>{problem ? fileSentence(problem) : sentence(error)}</MessageBarBody>
            </MessageBar>
          )}
          <ImportSource
            example={workstreams?.items[0]?.settings.name ?? ''}
            isChecking={checking.isPending}
            onSource={(source) => {
              setProblem(undefined);
              checking.mutate(source);
            }}
            onProblem={(code) => {
              setProblem({ code });
            }}
          />
        </>
      )}
      {question}
    </Place>
  );

  function fileSentence(found: Problem): string {
    const column = 'column' in found ? columns[found.column] : '';
    const text: string | ((all: { rows: number; column: string }) => string) = words.fileProblems[found.code];
    return textWith(text, { rows: mostRows, column });
  }
}
