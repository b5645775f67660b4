import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Link,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useSentence } from '../../../kit/sentence';
import { SignInForm } from '../../../kit/sign-in-form';
import { SignInWays } from '../../../kit/sign-in-ways';
import { Refusal } from '@rejoin/client';
import { keptTicket } from '../desk/storage';
import { useDesk, useDeskView } from '../desk/use-desk';
import { useDeskWords } from '../words/words';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  surface: { maxWidth: '420px' },
});

/**
 * Asks for the password over the desk, whose state is kept. It cannot be dismissed, because the desk needs a
 * connection.
 */
export function SignInAgainDialog() {
  const styles = useStyles();
  const words = useDeskWords();
  const sentence = useSentence();
  const desk = useDesk();
  const why = useDeskView((view) => view.signInAgain);
  return (
    <Dialog modalType="alert" open={why !== null}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{words.signInAgainTitle}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>
              {why !== null && why !== 'soon' && `${sentence(new Refusal(why, ''))} `}
              {words.signInAgainKept}
            </Text>
            <SignInWays readOptions={() => desk.client.signInOptions()} arrival={desk.signIns.arrival}>
              <SignInForm
                login={keptTicket()?.login ?? ''}
                isFixed={keptTicket()?.login !== ''}
                onSignIn={(credentials) => desk.signIns.signInAgain(credentials)}
              />
            </SignInWays>
            <Link
              as="button"
              onClick={() => {
                desk.signIns.forget();
              }}
            >
              {words.signInAsOther}
            </Link>
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
