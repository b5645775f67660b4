import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { kitWords } from './kit-words';
import { useWords } from './language';
import { useSignIn, type Credentials } from './use-sign-in';

interface Props {
  /** The initial login; with `isFixed` it cannot be changed. */
  readonly login?: string;
  readonly isFixed?: boolean;
  /** Rejects when the sign-in failed; the error is then shown in the form. */
  onSignIn(credentials: Credentials): Promise<unknown>;
}

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
});

/**
 * The form for login and password, and for the code of an authenticator app when the account requires one. After an
 * error the form explains the problem and keeps the login.
 */
export function SignInForm({ login: before = '', isFixed = false, onSignIn }: Props) {
  const styles = useStyles();
  const words = useWords(kitWords);
  const { login, setLogin, password, setPassword, code, setCode, ...attempt } = useSignIn(before, onSignIn);
  const { asksCode, problem, isTried, isBusy, submit } = attempt;
  const missing = (value: string, text: string) =>
    isTried && value.trim() === '' ? { validationMessage: text } : {};
  return (
    // The Content Security Policy allows no form submission; the page handles the submit event itself.
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {problem !== undefined && (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{problem}</MessageBarBody>
        </MessageBar>
      )}
      <Field label={words.login} required {...missing(login, words.loginMissing)}>
        <Input
          name="login"
          autoComplete="username"
          dir="ltr"
          size="large"
          value={login}
          readOnly={isFixed}
          // A dialog focuses its first focusable field, and this one cannot be edited.
          {...(isFixed ? { tabIndex: -1 } : {})}
          autoFocus={before === ''}
          onChange={(_, { value }) => {
            setLogin(value);
          }}
        />
      </Field>
      <Field label={words.password} required {...missing(password, words.passwordMissing)}>
        <Input
          name="password"
          type="password"
          autoComplete="current-password"
          dir="ltr"
          size="large"
          value={password}
          autoFocus={before !== ''}
          onChange={(_, { value }) => {
            setPassword(value);
          }}
        />
      </Field>
      {asksCode && (
        <Field
          label={words.secondFactor.codeOrRecovery}
          hint={words.secondFactor.codeHint}
          required
          {...missing(code, words.secondFactor.codeMissing)}
        >
          <Input
            name="code"
            autoComplete="one-time-code"
            dir="ltr"
            size="large"
            maxLength={40}
            value={code}
            autoFocus
            onChange={(_, { value }) => {
              setCode(value);
            }}
          />
        </Field>
      )}
      <Button
        type="submit"
        appearance="primary"
        size="large"
        {...(isBusy ? { icon: <Spinner size="tiny" aria-hidden />, disabledFocusable: true } : {})}
      >
        {isBusy ? words.signingIn : words.signIn}
      </Button>
    </form>
  );
}
