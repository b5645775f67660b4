import {
  Button,
  Checkbox,
  makeStyles,
  MessageBar,
  MessageBarBody,
  ProgressBar,
  Tab,
  TabList,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { saveFile } from '../../../kit/save-file';
import { Card } from '../shell/card';
import { useFields } from '../words/words';
import { passwordsFile, resultFile } from './import-files';
import { ImportTable, useRowDetails } from './import-table';
import type { CheckedFile } from './check-file';
import type { Outcome } from './plan-import';
import type { ImportRun } from './use-import-run';
import { useImportWords } from './use-import-words';

const useStyles = makeStyles({
  messages: { display: 'grid', gap: tokens.spacingVerticalS, marginBlockEnd: tokens.spacingVerticalM },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    marginBlock: tokens.spacingVerticalM,
  },
  progress: { flexGrow: 1, flexBasis: '200px' },
  tabs: { flexWrap: 'wrap' },
});

const outcomes: readonly Outcome[] = ['new', 'changed', 'unchanged', 'problem'];

interface Props {
  readonly checked: CheckedFile;
  readonly run: ImportRun;
  readonly hasSavedPasswords: boolean;
  onPasswordsSaved(): void;
  onAnother(): void;
}

/** What the file would change, row by row. Nothing is saved before *Import*. */
export function ImportPreview({ checked, run, hasSavedPasswords, onPasswordsSaved, onAnother }: Props) {
  const styles = useStyles();
  const words = useImportWords();
  const fields = useFields();
  const { rows, file, encoding, workstreams, passwordsAreOn } = checked;
  const names = new Map(workstreams.map(({ id, settings }) => [id, settings.name]));
  const details = useRowDetails(names);
  const [filter, setFilter] = useState<Outcome | 'all'>('all');
  const [withPasswords, setWithPasswords] = useState(passwordsAreOn);
  const of = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome);
  const wanted = rows.filter(({ outcome }) => outcome === 'new' || outcome === 'changed');
  const open = wanted.filter(({ line }) => run.results.get(line) !== 'saved');
  const hasRun = run.results.size > 0;
  const saved = wanted.length - open.length;
  const hasNew = of('new').length > 0;
  return (
    <Card title={words.preview}>
      <div className={styles.messages}>
        {encoding === 'Windows-1252' && <Notice intent="warning">{words.guessed}</Notice>}
        {file.brokenLine !== undefined && (
          <Notice intent="error">{words.broken({ line: String(file.brokenLine) })}</Notice>
        )}
        {file.ignored.length > 0 && (
          <Notice intent="info">{words.ignored({ names: file.ignored.join(', ') })}</Notice>
        )}
        {hasNew && !passwordsAreOn && <Notice intent="info">{words.passwordsOff}</Notice>}
        {wanted.length === 0 && <Notice intent="info">{words.nothing}</Notice>}
        {hasRun && !run.isRunning && (
          <Notice intent={open.length === 0 ? 'success' : 'error'}>
            {[
              words.saved({ count: saved }),
              ...(open.length === 0 ? [] : [words.failed({ count: open.length })]),
            ].join(' ')}
          </Notice>
        )}
        {run.passwords.size > 0 && !hasSavedPasswords && (
          <Notice intent="warning">{words.passwordsOnce}</Notice>
        )}
      </div>
      {hasNew && passwordsAreOn && !hasRun && (
        <>
          <Checkbox
            label={words.passwords}
            checked={withPasswords}
            disabled={run.isRunning}
            onChange={(_, { checked: isChecked }) => {
              setWithPasswords(isChecked === true);
            }}
          />
          <Text block size={200}>
            {words.passwordsHint}
          </Text>
        </>
      )}
      <div className={styles.actions}>
        {open.length > 0 && !run.isRunning && (
          <Button
            appearance="primary"
            onClick={() => {
              run.start(open, withPasswords);
            }}
          >
            {hasRun ? words.importAgain({ count: open.length }) : words.import({ count: open.length })}
          </Button>
        )}
        {run.isRunning && (
          <>
            <Button onClick={run.stop}>{words.stop}</Button>
            <div className={styles.progress}>
              <Text block role="status">
                {words.progress({ done: run.results.size, all: wanted.length })}
              </Text>
              <ProgressBar value={run.results.size} max={wanted.length} aria-label={words.title} />
            </div>
          </>
        )}
        {!run.isRunning && run.passwords.size > 0 && (
          <Button
            icon={<ArrowDownloadRegular />}
            appearance={hasSavedPasswords ? 'secondary' : 'primary'}
            onClick={() => {
              const titles = [fields['/login'], fields['/displayName'], fields['/password']] as const;
              saveFile(passwordsFile(rows, run.passwords, titles), 'rejoin-passwords.csv');
              onPasswordsSaved();
            }}
          >
            {words.downloadPasswords}
          </Button>
        )}
        {!run.isRunning && (
          <Button
            icon={<ArrowDownloadRegular />}
            onClick={() => {
              const file = resultFile(rows, workstreams, [words.line, words.result], (row) => {
                const result = run.results.get(row.line);
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
        )}
        {!run.isRunning && <Button onClick={onAnother}>{words.another}</Button>}
      </div>
      <TabList
        className={styles.tabs}
        selectedValue={filter}
        onTabSelect={(_, { value }) => {
          setFilter(value as Outcome | 'all');
        }}
      >
        <Tab value="all">{words.outcomes.all({ count: rows.length })}</Tab>
        {outcomes.map((outcome) => (
          <Tab key={outcome} value={outcome}>
            {words.outcomes[outcome]({ count: of(outcome).length })}
          </Tab>
        ))}
      </TabList>
      <ImportTable
        key={filter}
        rows={filter === 'all' ? rows : of(filter)}
        results={run.results}
        names={names}
      />
    </Card>
  );
}

interface NoticeProps {
  readonly intent: 'info' | 'warning' | 'error' | 'success';
  readonly children: string;
}

function Notice({ intent, children }: NoticeProps) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{children}</MessageBarBody>
    </MessageBar>
  );
}
