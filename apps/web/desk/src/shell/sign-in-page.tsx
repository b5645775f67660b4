import { makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { AppMark } from '../../../kit/app-mark';
import { SignInForm } from '../../../kit/sign-in-form';
import { SignInWays } from '../../../kit/sign-in-ways';
import { keptLogin } from '../desk/storage';
import { useDesk } from '../desk/use-desk';
import { useDeskWords } from '../words/words';
import { PreferencesButton } from './preferences-button';

const useStyles = makeStyles({
  page: {
    minHeight: '100%',
    display: 'grid',
    gridTemplateRows: 'auto 1fr',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  top: { display: 'flex', justifyContent: 'end', padding: tokens.spacingVerticalM },
  main: { display: 'grid', placeItems: 'center', padding: tokens.spacingHorizontalL, paddingBottom: '12vh' },
  card: {
    width: '100%',
    maxWidth: '400px',
    padding: tokens.spacingVerticalXXL,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
  },
  head: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    marginBottom: tokens.spacingVerticalL,
  },
  title: { margin: 0 },
  intro: { color: tokens.colorNeutralForeground2 },
});

export function SignInPage() {
  const styles = useStyles();
  const words = useDeskWords();
  const desk = useDesk();
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <PreferencesButton />
      </header>
      <main className={styles.main}>
        <div className={styles.card}>
          <div className={styles.head}>
            <AppMark size={40} />
            <Subtitle1 as="h1" className={styles.title}>
              {words.signInTitle}
            </Subtitle1>
            <Text className={styles.intro}>{words.signInIntro}</Text>
          </div>
          <SignInWays readOptions={() => desk.client.signInOptions()} arrival={desk.signIns.arrival}>
            <SignInForm login={keptLogin()} onSignIn={(credentials) => desk.signIns.signIn(credentials)} />
          </SignInWays>
        </div>
      </main>
    </div>
  );
}
