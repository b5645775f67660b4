import { Avatar, Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular, ArrowRightRegular, PersonInfoRegular } from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
import { useEffect, useRef } from 'react';
import { focusIsLost } from '../../../kit/focus-main';
import { useLanguage } from '../../../kit/language';
import { useIsNarrow } from '../desk/use-media';
import { goToChat } from '../desk/use-route';
import { useDeskWords } from '../words/words';
import { ConversationActions } from './conversation-actions';
import { StatusBadge } from './status-badge';
import { nameOf, useCustomerName } from './use-customer-name';

interface Props {
  readonly snapshot: Snapshot;
  readonly showsDetails: boolean;
  onDetails(): void;
}

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '60px',
    paddingBlock: tokens.spacingVerticalXS,
    boxSizing: 'border-box',
    flexWrap: 'wrap',
    paddingInline: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  narrow: { flexWrap: 'nowrap', paddingInline: tokens.spacingHorizontalS },
  who: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    gap: '2px',
    minWidth: 0,
    // Where the actions leave less than this, as in German beside the details, they get a line of their own.
    flex: '1 1 140px',
  },
  actions: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    flexShrink: 0,
    marginInlineStart: 'auto',
  },
  name: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
});

export function ConversationHeader({ snapshot, showsDetails, onDetails }: Props) {
  const styles = useStyles();
  const words = useDeskWords();
  const { direction } = useLanguage();
  const isNarrow = useIsNarrow();
  const name = useCustomerName(snapshot);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // On a narrow screen the list has been unmounted; otherwise the pressed button of the queue is about to be.
    const willUnmount = document.activeElement?.closest('[data-queue-item]') != null;
    if (isNarrow || willUnmount || focusIsLost()) heading.current?.focus({ preventScroll: true });
  }, [isNarrow]);
  return (
    <header className={mergeClasses(styles.header, isNarrow && styles.narrow)}>
      {isNarrow ? (
        <Button
          appearance="subtle"
          aria-label={words.back}
          icon={direction === 'rtl' ? <ArrowRightRegular /> : <ArrowLeftRegular />}
          onClick={() => {
            goToChat(null);
          }}
        />
      ) : (
        <Avatar
          {...nameOf(snapshot)}
          size={36}
          color="colorful"
          idForColor={snapshot.conversationId}
          aria-hidden
        />
      )}
      <div className={styles.who}>
        <h2 ref={heading} tabIndex={-1} className={styles.name} title={name}>
          <bdi>{name}</bdi>
        </h2>
        <StatusBadge snapshot={snapshot} />
      </div>
      <div className={styles.actions}>
        {snapshot.state === 'active' && <ConversationActions snapshot={snapshot} />}
        <Button
          appearance="subtle"
          aria-label={showsDetails ? words.hideDetails : words.showDetails}
          aria-expanded={showsDetails}
          icon={<PersonInfoRegular />}
          onClick={onDetails}
        />
      </div>
    </header>
  );
}
