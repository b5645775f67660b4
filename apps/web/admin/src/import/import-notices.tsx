import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import type { CheckedFile } from './check-file';
import type { ImportProgress } from './import-progress';
import type { ImportRun } from './use-import-run';
import { useImportWords } from './use-import-words';

const useStyles = makeStyles({
  messages: { display: 'grid', gap: tokens.spacingVerticalS, marginBlockEnd: tokens.spacingVerticalM },
});

interface Props {
  readonly checked: CheckedFile;
  readonly run: ImportRun;
  readonly progress: ImportProgress;
  readonly hasSavedPasswords: boolean;
}

/** What a person should know about the file before the import, and about its result afterwards. */
export function ImportNotices({ checked, run, progress, hasSavedPasswords }: Props) {
  const styles = useStyles();
  const words = useImportWords();
  const { file, encoding, passwordsAreOn } = checked;
  const { wanted, open, hasNew, hasRun } = progress;
  return (
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
            words.saved({ count: wanted.length - open.length }),
            ...(open.length === 0 ? [] : [words.failed({ count: open.length })]),
          ].join(' ')}
        </Notice>
      )}
      {run.passwords.size > 0 && !hasSavedPasswords && (
        <Notice intent="warning">{words.passwordsOnce}</Notice>
      )}
    </div>
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
