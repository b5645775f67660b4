import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useFormats } from '../../../kit/language';
import { useDesk, useDeskView } from '../desk/use-desk';
import { goToChat } from '../desk/use-route';
import type { Notice } from '../view/notices';
import { useDeskWords } from '../words/words';
import { OtherDevices } from './other-devices';

const useStyles = makeStyles({ group: { display: 'flex', flexDirection: 'column' } });

/** What concerns the whole desk: its line, its sign-in, and what happened while nobody looked. */
export function Notices() {
  const styles = useStyles();
  const words = useDeskWords();
  const formats = useFormats();
  const desk = useDesk();
  const phase = useDeskView((view) => view.connection.phase);
  const hasBeenOpen = useDeskView((view) => view.desk.welcome !== undefined);
  const isExpiring = useDeskView((view) => view.isExpiring);
  const expiresAt = useDeskView((view) => view.expiresAt);
  const notices = useDeskView((view) => view.notices);
  const isLost = phase === 'waiting' || (phase === 'connecting' && hasBeenOpen);
  return (
    <section className={styles.group} aria-label={words.notices}>
      {isLost && (
        <MessageBar intent="warning" shape="square" icon={<Spinner size="tiny" aria-hidden />}>
          <MessageBarBody>
            <MessageBarTitle>{words.reconnecting}</MessageBarTitle>
            {words.reconnectingText}
          </MessageBarBody>
          <MessageBarActions>
            <Button
              size="small"
              onClick={() => {
                desk.client.probe();
              }}
            >
              {words.retryNow}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {isExpiring && expiresAt !== null && (
        <MessageBar intent="warning" shape="square">
          <MessageBarBody>{words.signInSoon(formats.time(expiresAt))}</MessageBarBody>
          <MessageBarActions>
            <Button
              size="small"
              onClick={() => {
                desk.askToSignInAgain();
              }}
            >
              {words.signInAgainNow}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      <OtherDevices />
      {notices.map((notice) => (
        <NoticeBar key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeBar({ notice }: { notice: Notice }) {
  const words = useDeskWords();
  const formats = useFormats();
  const desk = useDesk();
  const customer = notice.customerName ?? words.unknownCustomer;
  const dismiss = () => {
    desk.dismiss(notice.id);
  };
  const look = () => {
    goToChat(notice.conversationId);
    dismiss();
  };
  return (
    <MessageBar intent="info" shape="square">
      <MessageBarBody>
        {notice.kind === 'left'
          ? words.leftNotice(customer)
          : words.expiredNotice(customer, notice.at === null ? '' : formats.time(notice.at))}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            aria-label={words.dismiss}
            icon={<DismissRegular />}
            onClick={dismiss}
          />
        }
      >
        {notice.kind === 'expired' && (
          <Button size="small" onClick={look}>
            {words.look}
          </Button>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
