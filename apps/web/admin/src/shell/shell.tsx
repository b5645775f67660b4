import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  OverlayDrawer,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular, NavigationRegular } from '@fluentui/react-icons';
import { AppMark } from '../../../kit/app-mark';
import { Region } from '../../../kit/region';
import { useState, type ReactNode } from 'react';
import { useAdminWords } from '../words/words';
import { AccountMenu } from './account-menu';
import { useConsole } from './console';
import { NavigationList } from './navigation-list';
import { useNarrow } from './use-narrow';

const useStyles = makeStyles({
  shell: {
    display: 'grid',
    gridTemplateRows: '48px minmax(0, 1fr)',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    height: '100dvh',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  bar: {
    gridColumn: '1 / -1',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingInline: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  product: { flexGrow: 1, fontWeight: tokens.fontWeightSemibold },
  side: {
    width: '224px',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    borderInlineEndWidth: '1px',
    borderInlineEndStyle: 'solid',
    borderInlineEndColor: tokens.colorNeutralStroke2,
  },
  main: { gridColumn: '2', overflowY: 'auto', outlineStyle: 'none' },
  wide: { gridColumn: '1 / -1', overflowY: 'auto', outlineStyle: 'none' },
  lost: { margin: tokens.spacingHorizontalL, marginBlockEnd: 0 },
});

/** The frame of every page: navigation, account menu, and a notice when the server is not reachable. */
export function Shell({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const words = useAdminWords();
  const { isReachable } = useConsole();
  const isNarrow = useNarrow();
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
  };
  return (
    <div className={styles.shell}>
      <header className={styles.bar}>
        {isNarrow && (
          <Button
            appearance="subtle"
            icon={<NavigationRegular />}
            aria-label={words.openNavigation}
            aria-expanded={isOpen}
            onClick={() => {
              setOpen(true);
            }}
          />
        )}
        <AppMark size={24} />
        <Text className={styles.product}>{words.product}</Text>
        <Region>
          <AccountMenu />
        </Region>
      </header>
      {!isNarrow && (
        <div className={styles.side}>
          <Region>
            <NavigationList />
          </Region>
        </div>
      )}
      {isNarrow && (
        <OverlayDrawer
          open={isOpen}
          position="start"
          size="small"
          onOpenChange={(_, { open }) => {
            setOpen(open);
          }}
        >
          <DrawerHeader>
            <DrawerHeaderTitle
              action={
                <Button
                  appearance="subtle"
                  aria-label={words.editor.close}
                  icon={<DismissRegular />}
                  onClick={close}
                />
              }
            >
              {words.navigation}
            </DrawerHeaderTitle>
          </DrawerHeader>
          <DrawerBody style={{ padding: 0 }}>
            <Region>
              <NavigationList onGone={close} />
            </Region>
          </DrawerBody>
        </OverlayDrawer>
      )}
      <main id="content" tabIndex={-1} className={isNarrow ? styles.wide : styles.main}>
        {!isReachable && (
          <MessageBar intent="error" layout="multiline" role="alert" className={styles.lost}>
            <MessageBarBody>
              <MessageBarTitle>{words.unreachable.title}</MessageBarTitle>
              {words.unreachable.body}
            </MessageBarBody>
          </MessageBar>
        )}
        {children}
      </main>
    </div>
  );
}
