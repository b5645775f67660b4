import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
} from '@fluentui/react-components';
import { useFormats } from '../../../kit/language';
import { useDesk, useDeskView } from '../desk/use-desk';
import { useDeskWords } from '../words/words';
import { NoticeBars } from './notice-bars';
import { OtherDevices } from './other-devices';
import { StrandedMessages } from './stranded-messages';

const useStyles = makeStyles({ group: { display: 'flex', flexDirection: 'column' } });

/** Shows the state of the connection and of the sign-in, and the events that the agent has missed. */
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
          <MessageBarBody>{words.signInSoon({ time: formats.time(expiresAt) })}</MessageBarBody>
          <MessageBarActions>
            <Button
              size="small"
              onClick={() => {
                desk.signIns.askAgain('soon');
              }}
            >
              {words.signInAgainNow}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      <OtherDevices />
      <StrandedMessages />
      <NoticeBars notices={notices} />
    </section>
  );
}
