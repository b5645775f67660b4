import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ChatMultipleRegular,
  HistoryRegular,
  HomeRegular,
  KeyMultipleRegular,
  PeopleRegular,
  PlugConnectedRegular,
  SendRegular,
} from '@fluentui/react-icons';
import { forcedChosen } from '../../../kit/forced-colours';
import { useNavigation } from '../route/navigation';
import { hashOf, type Route } from '../route/route';
import { useWebhookWords } from '../words/use-webhook-words';
import { useAdminWords } from '../words/words';
import { useConsole } from './console';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: tokens.spacingHorizontalS, display: 'grid', rowGap: '2px' },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '40px',
    paddingInline: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    fontSize: tokens.fontSizeBase300,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
    ...forcedChosen,
  },
  icon: { fontSize: '20px', display: 'flex' },
});

/** The places of the console. */
export function NavigationList({ onGone }: { onGone?: () => void }) {
  const styles = useStyles();
  const words = useAdminWords();
  const webhookWords = useWebhookWords();
  const { route } = useNavigation();
  const { canChange } = useConsole();
  const isIn: Readonly<Record<Route['at'], Route['at']>> = {
    home: 'home',
    workstreams: 'workstreams',
    workstream: 'workstreams',
    'new-workstream': 'workstreams',
    'new-widget': 'workstreams',
    agents: 'agents',
    accounts: 'accounts',
    'import-accounts': 'accounts',
    'service-accounts': 'service-accounts',
    webhooks: 'webhooks',
    webhook: 'webhooks',
    history: 'history',
  };
  const places = [
    { at: 'home', label: words.home, icon: <HomeRegular /> },
    { at: 'workstreams', label: words.workstreams, icon: <ChatMultipleRegular /> },
    { at: 'agents', label: words.agents, icon: <PeopleRegular /> },
    ...(canChange
      ? [
          { at: 'accounts', label: words.accounts, icon: <KeyMultipleRegular /> } as const,
          { at: 'service-accounts', label: words.services.title, icon: <PlugConnectedRegular /> } as const,
          { at: 'webhooks', label: webhookWords.title, icon: <SendRegular /> } as const,
        ]
      : []),
    { at: 'history', label: words.history, icon: <HistoryRegular /> },
  ] as const;
  return (
    <nav aria-label={words.navigation}>
      <ul className={styles.list}>
        {places.map(({ at, label, icon }) => {
          const isCurrent = isIn[route.at] === at;
          return (
            <li key={at}>
              <a
                href={hashOf({ at })}
                className={mergeClasses(styles.link, isCurrent && styles.current)}
                {...(isCurrent ? { 'aria-current': 'page' as const } : {})}
                {...(onGone ? { onClick: onGone } : {})}
              >
                <span className={styles.icon} aria-hidden>
                  {icon}
                </span>
                {label}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
