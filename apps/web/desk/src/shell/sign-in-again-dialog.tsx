import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DialogFrame } from '../../../kit/dialog-frame';
import { useSentence } from '../../../kit/sentence';
import { SignInForm } from '../../../kit/sign-in-form';
import { SignInWays } from '../../../kit/sign-in-ways';
import { Refusal } from '@rejoin/client';
import { keptTicket } from '../desk/storage';
import { useDesk, useDeskView } from '../desk/use-desk';
import { useDeskWords } from '../words/words';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
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
    <DialogFrame
      isOpen={why !== null}
      title={words.signInAgainTitle}
      width={420}
      contentClass={styles.content}
    >
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
    </DialogFrame>
  );
}
