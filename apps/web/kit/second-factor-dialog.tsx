import type { SecondFactor } from '@rejoin/contracts';
import { Button, makeStyles, MessageBar, MessageBarBody, Spinner, tokens } from '@fluentui/react-components';
import { DialogFrame } from './dialog-frame';
import { kitWords } from './kit-words';
import { useWords } from './language';
import type { SecondFactorClient } from './second-factor-client';
import { SecondFactorStep } from './second-factor-step';
import { useSecondFactor } from './use-second-factor';

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
});

/**
 * Turns two-step verification of the signed-in person on or off. The secret and the recovery codes are shown once and
 * are not stored by the page.
 */
export function SecondFactorDialog({ client, onClose }: Props) {
  const styles = useStyles();
  const words = useWords(kitWords);
  const texts = words.secondFactor;
  const { factor, input, failure, isBusy, enter, submit } = useSecondFactor(client, onClose);
  const showsCodes = factor?.recoveryCodes !== undefined;
  return (
    <DialogFrame
      title={texts.title}
      width={440}
      contentClass={styles.fields}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      // The codes are shown once, so a click outside or Escape does not close them.
      {...(showsCodes
        ? {}
        : {
            onClose: () => {
              if (!isBusy) onClose();
            },
          })}
      actions={
        <>
          {!showsCodes && (
            <Button disabled={isBusy} onClick={onClose}>
              {words.cancel}
            </Button>
          )}
          <Button type="submit" appearance="primary" disabledFocusable={isBusy || !factor}>
            {texts[actionOf(factor)]}
          </Button>
        </>
      }
    >
      {failure !== undefined && (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{failure}</MessageBarBody>
        </MessageBar>
      )}
      {factor ? (
        <SecondFactorStep factor={factor} input={input} onEnter={enter} />
      ) : (
        failure === undefined && <Spinner size="small" />
      )}
    </DialogFrame>
  );
}

/** The key of the text on the button that submits. */
function actionOf(factor: SecondFactor | undefined) {
  if (factor?.recoveryCodes) return 'done';
  if (factor?.enrolment) return 'turnOn';
  return factor?.enabled === true ? 'turnOff' : 'setUp';
}
