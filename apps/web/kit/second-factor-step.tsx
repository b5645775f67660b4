import type { SecondFactor } from '@rejoin/contracts';
import { Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { kitWords } from './kit-words';
import { useWords } from './language';
import { QrCode } from './qr-code';
import type { FactorInput } from './use-second-factor';

const useStyles = makeStyles({
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

interface InputProps {
  readonly input: FactorInput;
  onEnter(entered: Partial<FactorInput>): void;
}

/** What a person reads and enters now: the password, the code of a new authenticator app, or the recovery codes. */
export function SecondFactorStep({ factor, ...rest }: InputProps & { readonly factor: SecondFactor }) {
  const styles = useStyles();
  const words = useWords(kitWords);
  const texts = words.secondFactor;
  const { enrolment, recoveryCodes: codes } = factor;
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
        <FactorField {...rest} name="code" label={texts.code} isFirst />
      </>
    );
  }
  return (
    <>
      <Text>{factor.enabled ? texts.onIntro({ left: factor.recoveryCodesLeft }) : texts.offIntro}</Text>
      <FactorField {...rest} name="password" label={words.currentPassword} isFirst />
      {factor.enabled && <FactorField {...rest} name="code" label={texts.codeOrRecovery} />}
    </>
  );
}

interface FieldProps extends InputProps {
  readonly name: keyof FactorInput;
  readonly label: string;
  readonly isFirst?: boolean;
}

function FactorField({ name, label, isFirst = false, input, onEnter }: FieldProps) {
  return (
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
          onEnter({ [name]: value });
        }}
      />
    </Field>
  );
}
