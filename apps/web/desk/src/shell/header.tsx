import { makeStyles, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { ChatMultipleRegular, PeopleTeamRegular } from '@fluentui/react-icons';
import { useIsNarrow } from '../desk/use-media';
import { go } from '../desk/use-route';
import { useDeskWords } from '../words/words';
import { AccountMenu } from './account-menu';
import { AppMark } from './app-mark';
import { CapacityMeter } from './capacity-meter';
import { PresenceMenu } from './presence-menu';

interface Props {
  readonly supervises: boolean;
  readonly hasDesk: boolean;
  readonly page: 'chats' | 'supervisor';
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
  space: { flexGrow: 1 },
});

export function Header({ supervises, hasDesk, page }: Props) {
  const styles = useStyles();
  const words = useDeskWords();
  const isNarrow = useIsNarrow();
  const tab = (label: string) => (isNarrow ? undefined : label);
  return (
    <header className={styles.header}>
      <AppMark size={24} />
      <Text as="h1" weight="semibold" size={400} className={isNarrow ? 'for-screen-readers' : styles.name}>
        {words.title}
      </Text>
      {supervises && hasDesk && (
        <nav aria-label={words.pages}>
          <TabList
            size="small"
            selectedValue={page}
            onTabSelect={(_, { value }) => {
              go(value === 'supervisor' ? { page: 'supervisor' } : { page: 'chats', conversationId: null });
            }}
          >
            <Tab value="chats" icon={<ChatMultipleRegular />} aria-label={words.chats}>
              {tab(words.chats)}
            </Tab>
            <Tab value="supervisor" icon={<PeopleTeamRegular />} aria-label={words.supervisor}>
              {tab(words.supervisor)}
            </Tab>
          </TabList>
        </nav>
      )}
      <span className={styles.space} />
      {hasDesk && <CapacityMeter />}
      {hasDesk && <PresenceMenu />}
      <AccountMenu />
    </header>
  );
}
