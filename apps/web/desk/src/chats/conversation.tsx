import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { later, withQueries } from '../../../kit/later';
import { Region } from '../../../kit/region';
import { useShortcuts } from '../../../kit/shortcuts';
import { useConversation, useDesk } from '../desk/use-desk';
import { useIsNarrow, useIsWide } from '../desk/use-media';
import { DeskToasts } from '../shell/desk-toasts';
import { useDeskWords } from '../words/words';
import { Composer } from './composer';
import { ConversationHeader } from './conversation-header';
import { Transcript } from './transcript';

/** The conversation is shown without waiting for these parts. */
const LaterAwayBar = later(() => withQueries(() => import('./away-bar').then(({ AwayBar }) => AwayBar)));
const LaterCustomerDetails = later(() =>
  import('./customer-details').then(({ CustomerDetails }) => CustomerDetails),
);

/** It appears when a conversation has ended. */
const LaterWrapUp = later(() => withQueries(() => import('./wrap-up').then(({ WrapUp }) => WrapUp)), {
  opening: <Spinner size="small" aria-hidden />,
});

const useStyles = makeStyles({
  whole: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', height: '100%', minHeight: 0 },
  talk: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    minHeight: 0,
    height: '100%',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  aside: {
    width: '280px',
    boxSizing: 'border-box',
    overflowY: 'auto',
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  // The details are above the transcript and shrink first, so that the messages and the input stay visible.
  above: {
    flexShrink: 1,
    minHeight: '64px',
    maxHeight: '40%',
    boxSizing: 'border-box',
    overflowY: 'auto',
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/** Shows one conversation: the transcript, the actions and the customer's details. */
export function Conversation({ conversationId }: { conversationId: string }) {
  const styles = useStyles();
  const words = useDeskWords();
  const isWide = useIsWide();
  const isNarrow = useIsNarrow();
  const known = useConversation(conversationId);
  const [showsDetails, toggle] = useDetails(isWide);
  useReading(conversationId);
  useShortcuts(useMemo(() => [{ code: 'KeyD', label: words.keys.details, act: toggle }], [words, toggle]));
  const snapshot = known?.snapshot;
  if (!snapshot) return null;
  const details = (
    <Region>
      <LaterCustomerDetails snapshot={snapshot} />
    </Region>
  );
  return (
    <div className={styles.whole}>
      <div className={styles.talk}>
        <Region>
          <ConversationHeader snapshot={snapshot} showsDetails={showsDetails} onDetails={toggle} />
        </Region>
        {!isWide && showsDetails && (
          // The tab stop allows scrolling by keyboard.
          <aside className={styles.above} aria-label={words.details} tabIndex={0}>
            {details}
          </aside>
        )}
        <Region>
          <LaterAwayBar snapshot={snapshot} />
        </Region>
        {isNarrow && <DeskToasts />}
        <Region>
          <Transcript snapshot={snapshot} entries={known.transcript.entries} />
        </Region>
        <Region>
          {snapshot.state === 'wrap-up' ? (
            <LaterWrapUp snapshot={snapshot} />
          ) : (
            <Composer snapshot={snapshot} />
          )}
        </Region>
      </div>
      {isWide && showsDetails && (
        <aside className={styles.aside} aria-label={words.details}>
          {details}
        </aside>
      )}
    </div>
  );
}

/**
 * Returns whether the details are shown. Beside the transcript they are shown until the person hides them; on a
 * smaller screen, and after zooming in, only when the person opens them.
 */
function useDetails(isWide: boolean): readonly [boolean, () => void] {
  const [beside, setBeside] = useState(true);
  const [above, setAbove] = useState(false);
  useEffect(() => {
    if (isWide) setAbove(false);
  }, [isWide]);
  const toggle = useCallback(() => {
    const change = isWide ? setBeside : setAbove;
    change((shows) => !shows);
  }, [isWide]);
  return [isWide ? beside : above, toggle];
}

/** Marks new entries as read while the conversation is visible. */
function useReading(conversationId: string): void {
  const desk = useDesk();
  useEffect(() => {
    const read = () => {
      if (document.visibilityState !== 'visible') return;
      const last = desk.getView().desk.conversations.get(conversationId)?.transcript.entries.at(-1);
      if (last) desk.read(conversationId, last.seq);
    };
    read();
    document.addEventListener('visibilitychange', read);
    const unsubscribe = desk.subscribe(read);
    return () => {
      document.removeEventListener('visibilitychange', read);
      unsubscribe();
    };
  }, [desk, conversationId]);
}
