import { makeStyles, tokens } from '@fluentui/react-components';
import { Region } from '../../../kit/region';
import { ChatsPage } from '../chats/chats-page';
import { useDeskView } from '../desk/use-desk';
import { useRoute } from '../desk/use-route';
import { HistoryPart } from '../history/history-part';
import { SupervisorPart } from '../supervisor/supervisor-part';
import { hashOf } from '../view/route';
import { Attention } from './attention';
import { DeskToasts } from './desk-toasts';
import { Header } from './header';
import { Notices } from './notices';
import { OtherTab, SignInAgain } from './later-dialogs';
import { Offers } from './offers';
import { usePreloading } from './use-preloading';

const useStyles = makeStyles({
  shell: {
    height: '100dvh',
    display: 'grid',
    gridTemplateRows: 'auto auto minmax(0, 1fr) auto',
    gridTemplateColumns: 'minmax(0, 1fr)',
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
});

/**
 * The layout around the pages. The account's roles determine which pages are offered; the servers check the
 * permissions.
 */
export function Shell() {
  const styles = useStyles();
  const route = useRoute();
  const account = useDeskView((view) => view.account);
  const supervises = account?.roles.some((role) => role !== 'agent') === true;
  usePreloading({ supervises });
  const hasDesk = account?.agentId != null;
  const page = supervises && !hasDesk && route.page === 'chats' ? 'supervisor' : route.page;
  const conversationId = route.page === 'supervisor' ? null : route.conversationId;
  return (
    <div className={styles.shell}>
      <Region>
        <Header supervises={supervises} hasDesk={hasDesk} page={page} />
      </Region>
      <div>
        <Region>
          <Notices />
        </Region>
        {hasDesk && (
          <Region>
            <Offers />
          </Region>
        )}
      </div>
      <Region of={hashOf(route)}>
        {page === 'supervisor' && <SupervisorPart />}
        {page === 'chats' && <ChatsPage conversationId={conversationId} />}
        {page === 'history' && <HistoryPart conversationId={conversationId} />}
      </Region>
      {page !== 'chats' && <DeskToasts />}
      {hasDesk && (
        <Region>
          <Attention />
        </Region>
      )}
      <Region>
        <SignInAgain />
      </Region>
      <Region>
        <OtherTab />
      </Region>
    </div>
  );
}
