import { Button, Caption1, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { pageLimits } from '@rejoin/contracts/plain';
import { useRef, useState } from 'react';
import { unknownVariables, variableNames, written } from '../view/variables';
import { useReplyWords } from './words/words';

export interface Draft {
  readonly quickReplyId: string;
  readonly title: string;
  readonly body: string;
}

interface Props {
  readonly draft: Draft;
  readonly isBusy: boolean;
  onSave(draft: Draft): void;
  onCancel(): void;
}

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  end: { justifyContent: 'end' },
});

/** The fields of an own quick reply. Variables can be inserted; unknown ones are named at once. */
export function ReplyForm({ draft, isBusy, onSave, onCancel }: Props) {
  const styles = useStyles();
  const words = useReplyWords();
  const [title, setTitle] = useState(draft.title);
  const [body, setBody] = useState(draft.body);
  const field = useRef<HTMLTextAreaElement>(null);
  const unknown = unknownVariables(body);
  const isComplete = title.trim() !== '' && body.trim() !== '';
  const insert = (variable: string) => {
    const { selectionStart: from = body.length, selectionEnd: to = body.length } = field.current ?? {};
    setBody(`${body.slice(0, from)}${variable}${body.slice(to)}`.slice(0, pageLimits.ownReplyUnits));
    field.current?.focus();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete && !isBusy) onSave({ ...draft, title: title.trim(), body });
      }}
    >
      <Field label={words.titleLabel} required>
        <Input
          autoFocus
          maxLength={pageLimits.ownReplyTitleUnits}
          value={title}
          input={{ dir: 'auto' }}
          onChange={(_, { value }) => {
            setTitle(value);
          }}
        />
      </Field>
      <Field
        label={words.bodyLabel}
        required
        {...(unknown.length > 0
          ? {
              validationState: 'warning' as const,
              validationMessage: words.unknown({ variables: unknown.join(', ') }),
            }
          : {})}
      >
        <Textarea
          rows={5}
          maxLength={pageLimits.ownReplyUnits}
          value={body}
          textarea={{ ref: field, dir: 'auto' }}
          onChange={(_, { value }) => {
            setBody(value);
          }}
        />
      </Field>
      <div className={styles.row} role="group" aria-label={words.insert}>
        <Caption1>{words.insert}</Caption1>
        {variableNames.map((name) => (
          <Button
            key={name}
            size="small"
            onClick={() => {
              insert(written(name));
            }}
          >
            {words.variables[name]}
          </Button>
        ))}
      </div>
      <div className={`${styles.row} ${styles.end}`}>
        <Button onClick={onCancel}>{words.back}</Button>
        <Button type="submit" appearance="primary" disabledFocusable={!isComplete || isBusy}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}
