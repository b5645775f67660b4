import { Button, Field, makeStyles, mergeClasses, Text, Textarea, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular, DocumentRegular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { saveFile } from '../../../kit/save-file';
import { Card } from '../shell/card';
import { decodeFile, mostBytes, type Encoding } from './decode-file';
import { templateFile } from './import-files';
import { personColumns } from './person-columns';
import { mostRows } from './read-people';
import { useImportWords } from './use-import-words';

const useStyles = makeStyles({
  drop: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalXL,
    marginBlock: tokens.spacingVerticalL,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  over: { backgroundColor: tokens.colorNeutralBackground1Selected },
  words: { flexGrow: 1 },
  text: { fontFamily: tokens.fontFamilyMonospace },
  check: { marginBlockStart: tokens.spacingVerticalM },
});

export interface Source {
  readonly text: string;
  readonly encoding: Encoding;
}

interface Props {
  /** The name of a workstream, for the example in the template. */
  readonly example: string;
  readonly isChecking: boolean;
  onSource(source: Source): void;
  onProblem(code: 'file-too-large' | 'not-text'): void;
}

/** Takes a file that is chosen or dropped, or rows that are pasted. */
export function ImportSource({ example, isChecking, onSource, onProblem }: Props) {
  const styles = useStyles();
  const words = useImportWords();
  const input = useRef<HTMLInputElement>(null);
  const [pasted, setPasted] = useState('');
  const [isOver, setOver] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    // A large file is not read into memory.
    if (file.size > mostBytes) {
      onProblem('file-too-large');
      return;
    }
    const read = decodeFile(new Uint8Array(await file.arrayBuffer()));
    if ('problem' in read) onProblem(read.problem);
    else onSource(read);
  };
  return (
    <Card
      title={words.source}
      intro={words.sourceIntro({ rows: mostRows })}
      actions={
        <Button
          icon={<ArrowDownloadRegular />}
          onClick={() => {
            saveFile(templateFile(example), 'rejoin-accounts.csv');
          }}
        >
          {words.template}
        </Button>
      }
    >
      <Text block>
        {words.columns} <bdi dir="ltr">{personColumns.join(', ')}</bdi>
      </Text>
      <div
        className={mergeClasses(styles.drop, isOver && styles.over)}
        data-testid="drop"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer.files[0]);
        }}
      >
        <Text className={styles.words}>{words.drop}</Text>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          onChange={({ target }) => {
            void take(target.files?.[0]);
            // The same file can be chosen again after it was corrected.
            target.value = '';
          }}
        />
        <Button icon={<DocumentRegular />} onClick={() => input.current?.click()}>
          {words.choose}
        </Button>
      </div>
      <Field label={words.paste}>
        <Textarea
          value={pasted}
          rows={4}
          dir="ltr"
          textarea={{ className: styles.text, spellCheck: false }}
          onChange={(_, { value }) => {
            setPasted(value);
          }}
        />
      </Field>
      <Button
        className={styles.check}
        disabledFocusable={pasted.trim() === '' || isChecking}
        onClick={() => {
          if (new Blob([pasted]).size > mostBytes) onProblem('file-too-large');
          else onSource({ text: pasted, encoding: 'UTF-8' });
        }}
      >
        {isChecking ? words.checking : words.check}
      </Button>
    </Card>
  );
}
