import type { SecondFactor } from '@rejoin/contracts';
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
import { useEffect, useState, type SyntheticEvent } from 'react';
import { DialogFrame } from './dialog-frame';
import { kitWords } from './kit-words';
import { useWords } from './language';
import { QrCode } from './qr-code';
import type { SecondFactorClient } from './second-factor-client';
import { useSentence } from './sentence';
import { useToasts } from './toasts';

interface Props {
  readonly client: SecondFactorClient;
  onClose(): void;
}

const useStyles = makeStyles({
  fields: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    paddingBlockEnd: tokens.spacingVerticalM,
  },
  secret: { overflowWrap: 'anywhere', fontFamily: tokens.fontFamilyMonospace },
  codes: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    fontFamily: tokens.fontFamilyMonospace,
  },
});

/**
 * Turns two-step verification of the signed-in person on or off. The secret and the recovery codes are shown once and
 * are not stored by the page.
 */
export function SecondFactorDialog({ client, onClose }: Props) {
  const styles = useStyles();
  const words = useWords(kitWords);
  const texts = words.secondFactor;
  const sentence = useSentence();
  const toasts = useToasts();
  const [factor, setFactor] = useState<SecondFactor>();
  const [input, setInput] = useState({ password: '', code: '' });
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    client.read().then(setFactor, (error: unknown) => {
      setFailure(sentence(error));
    });
    // The state is read once, when the dialog opens.
  }, []);

  const enrolment = factor?.enrolment;
  const codes = factor?.recoveryCodes;
  const isOn = factor?.enabled === true;
  const act = async (): Promise<SecondFactor> => {
    if (enrolment) return client.confirm(input.code);
    return isOn ? client.remove(input.password, input.code) : client.start(input.password);
  };
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (isBusy || !factor) return;
    if (codes) {
      onClose();
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      const next = await act();
      setInput({ password: '', code: '' });
      setFactor(next);
      if (isOn) {
        toasts.succeeded(texts.isOff);
        onClose();
      }
    } catch (error) {
      const isPassword = error instanceof Error && error.name === 'sign-in-failed';
      setFailure(isPassword ? words.passwordProblems['current-wrong'] : sentence(error));
    } finally {
      setBusy(false);
    }
  };
  const field = (name: 'password' | 'code', label: string, isFirst: boolean) => (
    <Field label={label} required>
      <Input
        name={name}
        type={name === 'password' ? 'password' : 'text'}
        autoComplete={name === 'password' ? 'current-password' : 'one-time-code'}
        dir="ltr"
        maxLength={name === 'password' ? 1000 : 40}
        value={input[name]}
        autoFocus={isFirst}
        onChange={(_, { value }) => {
          setInput((before) => ({ ...before, [name]: value }));
        }}
      />
    </Field>
  );
  const content = () => {
    if (!factor) return failure === undefined && <Spinner size="small" />;
    if (codes) {
      return (
        <>
          <Text>{texts.codesIntro}</Text>
          <ul className={styles.codes} dir="ltr">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </>
      );
    }
    if (enrolment) {
      return (
        <>
          <Text>{texts.scan}</Text>
          <QrCode text={enrolment.uri} label={texts.qr} />
          <Text>{texts.orType}</Text>
          <bdi dir="ltr" className={styles.secret}>
            {enrolment.secret}
          </bdi>
          {field('code', texts.code, true)}
        </>
      );
    }
    return (
      <>
        <Text>{isOn ? texts.onIntro({ left: factor.recoveryCodesLeft }) : texts.offIntro}</Text>
        {field('password', words.currentPassword, true)}
        {isOn && field('code', texts.codeOrRecovery, false)}
      </>
    );
  };
  const action = () => {
    if (codes) return texts.done;
    if (enrolment) return texts.turnOn;
    return isOn ? texts.turnOff : texts.setUp;
  };
  return (
    <DialogFrame
      title={texts.title}
      width={440}
      contentClass={styles.fields}
      onSubmit={(event) => void submit(event)}
      // The codes are shown once, so a click outside or Escape does not close them.
      {...(codes
        ? {}
        : {
            onClose: () => {
              if (!isBusy) onClose();
            },
          })}
      actions={
        <>
          {!codes && (
            <Button disabled={isBusy} onClick={onClose}>
              {words.cancel}
            </Button>
          )}
          <Button type="submit" appearance="primary" disabledFocusable={isBusy || !factor}>
            {action()}
          </Button>
        </>
      }
    >
      {failure !== undefined && (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{failure}</MessageBarBody>
        </MessageBar>
      )}
      {content()}
    </DialogFrame>
  );
}
