import {
  Drawer,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  Button,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useEffect, useMemo, useState } from 'react';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import { useShortcuts } from '../../../kit/shortcuts';
import { useConversation, useDesk } from '../desk/use-desk';
import { useIsWide } from '../desk/use-media';
import { useDeskWords } from '../words/words';
import { AwayBar } from './away-bar';
import { Composer } from './composer';
import { ConversationHeader } from './conversation-header';
import { CustomerDetails } from './customer-details';
import { Transcript } from './transcript';
import { WrapUp } from './wrap-up';

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
});

/** One conversation: what was said, what can be done, and who the customer is. */
export function Conversation({ conversationId }: { conversationId: string }) {
  const styles = useStyles();
  const words = useDeskWords();
  const closeWord = useWords(kitWords).close;
  const isWide = useIsWide();
  const known = useConversation(conversationId);
  const [showsDetails, setShowsDetails] = useState(isWide);
  useReading(conversationId);
  const toggle = useMemo(() => {
    return () => {
      setShowsDetails((shows) => !shows);
    };
  }, []);
  useShortcuts(useMemo(() => [{ code: 'KeyD', does: words.keys.details, act: toggle }], [words, toggle]));
  const snapshot = known?.snapshot;
  if (!snapshot) return null;
  const details = <CustomerDetails snapshot={snapshot} />;
  return (
    <div className={styles.whole}>
      <div className={styles.talk}>
        <ConversationHeader snapshot={snapshot} showsDetails={showsDetails} onDetails={toggle} />
        <AwayBar snapshot={snapshot} />
        <Transcript snapshot={snapshot} entries={known.transcript.entries} />
        {snapshot.state === 'wrap-up' ? <WrapUp snapshot={snapshot} /> : <Composer snapshot={snapshot} />}
      </div>
      {isWide && showsDetails && (
        <aside className={styles.aside} aria-label={words.details}>
          {details}
        </aside>
      )}
      {!isWide && (
        <Drawer type="overlay" position="end" open={showsDetails} onOpenChange={toggle}>
          <DrawerHeader>
            <DrawerHeaderTitle
              action={
                <Button
                  appearance="subtle"
                  aria-label={closeWord}
                  icon={<DismissRegular />}
                  onClick={toggle}
                />
              }
            >
              {words.details}
            </DrawerHeaderTitle>
          </DrawerHeader>
          <DrawerBody>{details}</DrawerBody>
        </Drawer>
      )}
    </div>
  );
}

/** Whatever comes while the conversation is in front has been read. */
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
