import {
  Button,
  makeStyles,
  Menu,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
} from '@fluentui/react-components';
import { SettingsRegular } from '@fluentui/react-icons';
import { useEffect, type ReactNode } from 'react';
import { AppMark } from '../../../kit/app-mark';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import { PreferenceItems, usePreferences } from '../../../kit/preference-items';
import { SignInForm } from '../../../kit/sign-in-form';
import { SignInWays } from '../../../kit/sign-in-ways';
import { useAdminWords } from '../words/words';
import { useConsole } from './console';

const useStyles = makeStyles({
  page: {
    minHeight: '100dvh',
    boxSizing: 'border-box',
    display: 'grid',
    placeItems: 'center',
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  preferences: {
    position: 'absolute',
    top: tokens.spacingVerticalM,
    insetInlineEnd: tokens.spacingHorizontalM,
  },
  card: {
    width: '100%',
    maxWidth: '420px',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalXXXL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow16,
    '@media (max-width: 480px)': { padding: tokens.spacingHorizontalXL },
  },
  title: {
    margin: 0,
    marginBlockStart: tokens.spacingVerticalL,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
  },
  intro: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    marginBlockEnd: tokens.spacingVerticalXL,
  },
});

/** The page for people who are not signed in. */
function SignInLayout({ title, intro, children }: { title: string; intro: string; children: ReactNode }) {
  const styles = useStyles();
  const words = useAdminWords();
  const { language, theme } = useWords(kitWords);
  useEffect(() => {
    document.title = `${title} – ${words.product}`;
  }, [title, words.product]);
  return (
    <main className={styles.page}>
      <div className={styles.preferences}>
        <Menu {...usePreferences()}>
          <MenuTrigger disableButtonEnhancement>
            <Button appearance="subtle" icon={<SettingsRegular />} aria-label={`${language}, ${theme}`} />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <PreferenceItems />
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
      <div className={styles.card}>
        <AppMark size={40} />
        <h1 className={styles.title}>{title}</h1>
        <Text className={styles.intro}>{intro}</Text>
        {children}
      </div>
    </main>
  );
}

export function SignInPage() {
  const words = useAdminWords();
  const { api, arrival, signIn } = useConsole();
  return (
    <SignInLayout title={words.signIn.title} intro={words.signIn.intro}>
      <SignInWays readOptions={() => api.signInOptions()} arrival={arrival}>
        <SignInForm onSignIn={signIn} />
      </SignInWays>
    </SignInLayout>
  );
}

/** The page for people whose roles do not allow them to use the console. */
export function NotForThisRole({ name }: { name: string }) {
  const words = useAdminWords();
  const { signOut } = useConsole();
  return (
    <SignInLayout title={words.denied.title} intro={words.denied.intro({ name })}>
      <Button appearance="primary" onClick={signOut}>
        {words.signIn.other}
      </Button>
    </SignInLayout>
  );
}
