import {
  Button,
  Checkbox,
  makeStyles,
  ProgressBar,
  Tab,
  TabList,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { Card } from '../shell/card';
import type { CheckedFile } from './check-file';
import { PasswordsDownload, ResultDownload } from './import-downloads';
import { ImportNotices } from './import-notices';
import { importProgress } from './import-progress';
import { ImportTable } from './import-table';
import type { Outcome } from './plan-import';
import type { ImportRun } from './use-import-run';
import { useImportWords } from './use-import-words';

const useStyles = makeStyles({
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
  const { rows, workstreams, passwordsAreOn } = checked;
  const names = new Map(workstreams.map(({ id, settings }) => [id, settings.name]));
  const [withPasswords, setWithPasswords] = useState(passwordsAreOn);
  const progress = importProgress(rows, run.results);
  const { wanted, open, hasNew, hasRun } = progress;
  return (
    <Card title={words.preview}>
      <ImportNotices checked={checked} run={run} progress={progress} hasSavedPasswords={hasSavedPasswords} />
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
          <PasswordsDownload
            checked={checked}
            run={run}
            hasSaved={hasSavedPasswords}
            onSaved={onPasswordsSaved}
          />
        )}
        {!run.isRunning && <ResultDownload checked={checked} run={run} names={names} />}
        {!run.isRunning && <Button onClick={onAnother}>{words.another}</Button>}
      </div>
      <RowsByOutcome checked={checked} run={run} names={names} />
    </Card>
  );
}

interface RowsProps {
  readonly checked: CheckedFile;
  readonly run: ImportRun;
  readonly names: ReadonlyMap<string, string>;
}

/** The rows of the file, with a tab for each outcome. */
function RowsByOutcome({ checked: { rows }, run, names }: RowsProps) {
  const styles = useStyles();
  const words = useImportWords();
  const [filter, setFilter] = useState<Outcome | 'all'>('all');
  const of = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome);
  return (
    <>
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
    </>
  );
}
