import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { AppMark } from '../../../kit/app-mark';
import { ChatMultipleRegular, HistoryRegular, PeopleTeamRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useIsNarrow } from '../desk/use-media';
import type { PageName } from '../view/route';
import { useDeskWords } from '../words/words';
import { AccountMenu } from './account-menu';
import { CapacityMeter } from './capacity-meter';
import { PageLink } from './page-link';
import { PresenceMenu } from './presence-menu';

interface Props {
  readonly supervises: boolean;
  readonly hasDesk: boolean;
  readonly page: PageName;
}

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '48px',
    paddingInline: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { margin: 0, whiteSpace: 'nowrap' },
  pages: { display: 'flex' },
  space: { flexGrow: 1 },
});

export function Header({ supervises, hasDesk, page }: Props) {
  const styles = useStyles();
  const words = useDeskWords();
  const isNarrow = useIsNarrow();
  const pages: readonly { name: PageName; label: string; icon: ReactElement }[] = [
    ...(hasDesk ? [{ name: 'chats', label: words.chats, icon: <ChatMultipleRegular /> } as const] : []),
    { name: 'history', label: words.history, icon: <HistoryRegular /> },
    ...(supervises
      ? [{ name: 'supervisor', label: words.supervisor, icon: <PeopleTeamRegular /> } as const]
      : []),
  ];
  return (
    <header className={styles.header}>
      <AppMark size={24} />
      <Text as="h1" weight="semibold" size={400} className={isNarrow ? 'for-screen-readers' : styles.name}>
        {words.title}
      </Text>
      <nav aria-label={words.pages} className={styles.pages}>
        {pages.map(({ name, label, icon }) => (
          <PageLink key={name} name={name} label={label} icon={icon} isShown={name === page} />
        ))}
      </nav>
      <span className={styles.space} />
      {hasDesk && <CapacityMeter />}
      {hasDesk && <PresenceMenu />}
      <AccountMenu />
    </header>
  );
}
