import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useRef, useState, type SyntheticEvent } from 'react';
import { DialogFrame } from './dialog-frame';
import { kitWords } from './kit-words';
import { useWords } from './language';
import {
  passwordProblems,
  problemsOfRefusal,
  type PasswordDraft,
  type PasswordProblems,
} from './password-check';
import { useSentence } from './sentence';
import { useToasts } from './toasts';

interface Props {
  /** The login of the account, for the browser's password manager. */
  readonly login: string;
  /** Rejects when the change failed; the reason is then shown at the field or above the form. */
  onChange(change: Pick<PasswordDraft, 'current' | 'next'>): Promise<unknown>;
  onClose(): void;
}

const useStyles = makeStyles({
  submit: { whiteSpace: 'nowrap' },
  fields: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    paddingBlockEnd: tokens.spacingVerticalM,
  },
});

/** Changes the password of the signed-in person. The typed passwords are not stored. */
export function PasswordDialog({ login, onChange, onClose }: Props) {
  const styles = useStyles();
  const words = useWords(kitWords);
  const sentence = useSentence();
  const toasts = useToasts();
  const fields = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState<PasswordDraft>({ current: '', next: '', again: '' });
  const [problems, setProblems] = useState<PasswordProblems>({});
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const show = (found: PasswordProblems) => {
    setProblems(found);
    const [first] = Object.keys(found);
    fields.current?.querySelector<HTMLInputElement>(`input[name=${first}]`)?.focus();
  };
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setFailure(undefined);
    const found = passwordProblems(draft);
    show(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await onChange({ current: draft.current, next: draft.next });
      toasts.succeeded(words.passwordChanged);
      onClose();
    } catch (error) {
      const refused = problemsOfRefusal(error);
      if (refused) show(refused);
      else setFailure(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  const field = (name: keyof PasswordDraft, label: string, hint?: string) => {
    const problem = problems[name];
    return (
      <Field
        label={label}
        required
        {...(hint === undefined ? {} : { hint })}
        {...(problem === undefined ? {} : { validationMessage: words.passwordProblems[problem] })}
      >
        <Input
          name={name}
          type="password"
          autoComplete={name === 'current' ? 'current-password' : 'new-password'}
          dir="ltr"
          maxLength={1000}
          value={draft[name]}
          autoFocus={name === 'current'}
          onChange={(_, { value }) => {
            setDraft((before) => ({ ...before, [name]: value }));
            setProblems(({ [name]: _solved, ...others }) => others);
          }}
        />
      </Field>
    );
  };
  return (
    <DialogFrame
      title={words.changePassword}
      width={440}
      onSubmit={(event) => void submit(event)}
      onClose={() => {
        if (!isBusy) onClose();
      }}
      actions={
        <>
          <Button disabled={isBusy} onClick={onClose}>
            {words.cancel}
          </Button>
          <Button
            type="submit"
            appearance="primary"
            className={styles.submit}
            {...(isBusy ? { icon: <Spinner size="tiny" aria-hidden />, disabledFocusable: true } : {})}
          >
            {words.changePassword}
          </Button>
        </>
      }
    >
      <div ref={fields} className={styles.fields}>
        <Text>{words.changePasswordIntro}</Text>
        {failure !== undefined && (
          <MessageBar intent="error" layout="multiline" role="alert">
            <MessageBarBody>{failure}</MessageBarBody>
          </MessageBar>
        )}
        <input type="text" autoComplete="username" value={login} readOnly hidden />
        {field('current', words.currentPassword)}
        {field('next', words.newPassword, words.newPasswordHint)}
        {field('again', words.newPasswordAgain)}
      </div>
    </DialogFrame>
  );
}
