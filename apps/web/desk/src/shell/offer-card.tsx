import { Button, Caption1, makeStyles, mergeClasses, Text, tokens, useId } from '@fluentui/react-components';
import { AlertRegular } from '@fluentui/react-icons';
import type { OfferedChat } from '@rejoin/contracts';
import { useState } from 'react';
import { useDeskView } from '../desk/use-desk';
import { useAnswerOffer } from '../desk/use-answer-offer';
import { useSeconds } from '../desk/use-seconds';
import { partsOf } from '../view/slug';
import { useDeskWords } from '../words/words';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    // The border is also visible in forced colours, which remove backgrounds and shadows.
    border: `2px solid ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    flexGrow: 1,
    flexBasis: '200px',
    minWidth: 0,
  },
  line: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    display: 'block',
    textAlign: 'start',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  time: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  answers: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** One offered chat: who writes what, the time that is left by the server's clock, and the two answers. */
export function OfferCard({ offer }: { offer: OfferedChat }) {
  const styles = useStyles();
  const words = useDeskWords();
  const nameId = useId('offer');
  const { accept, decline } = useAnswerOffer();
  const [isBusy, setBusy] = useState(false);
  const { conversationId, workstreamId, until, customerName = null, firstWords = null } = offer;
  const seconds = Math.ceil(useSeconds(until));
  const workstream = useDeskView((view) => view.desk.welcome?.names?.[workstreamId]);
  const customer = customerName ?? words.unknownCustomer;
  const answer = async (act: (conversationId: string) => Promise<void>) => {
    setBusy(true);
    await act(conversationId);
    setBusy(false);
  };
  return (
    <li className={styles.card} aria-labelledby={nameId} data-offer>
      <AlertRegular fontSize={24} aria-hidden />
      <span className={styles.words}>
        <Text id={nameId} weight="semibold" className={styles.line} title={customer}>
          {words.offers.newChat}
          {' · '}
          <bdi>{customer}</bdi>
        </Text>
        {firstWords !== null && (
          <Caption1 className={styles.line} title={firstWords}>
            <bdi>
              {partsOf(firstWords)
                .map((part) => part ?? `[${words.link}]`)
                .join('')}
            </bdi>
          </Caption1>
        )}
        {workstream !== undefined && (
          <Caption1 className={mergeClasses(styles.line, styles.quiet)}>
            <bdi>{workstream}</bdi>
          </Caption1>
        )}
      </span>
      <Text role="timer" className={styles.time}>
        {words.offers.timeLeft({ seconds })}
      </Text>
      <span className={styles.answers}>
        <Button
          appearance="primary"
          disabledFocusable={isBusy}
          aria-label={words.offers.acceptThis({ customer })}
          onClick={() => void answer(accept)}
        >
          {words.offers.accept}
        </Button>
        <Button
          disabledFocusable={isBusy}
          aria-label={words.offers.declineThis({ customer })}
          onClick={() => void answer(decline)}
        >
          {words.offers.decline}
        </Button>
      </span>
    </li>
  );
}
