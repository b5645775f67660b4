import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useMemo, useRef, useState } from 'react';
import { focusIsLost } from '../../../kit/focus-main';
import { usePersonText } from '../../../kit/language';
import { useShortcuts } from '../../../kit/shortcuts';
import { notify, ring } from '../desk/alerts';
import { useAnswerOffer } from '../desk/use-answer-offer';
import { useDesk } from '../desk/use-desk';
import { useOffers } from '../desk/use-offers';
import { useDeskWords } from '../words/words';
import { OfferCard } from './offer-card';

const refreshEveryMs = 3_000;

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: tokens.spacingVerticalS,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    maxHeight: '40vh',
    overflowY: 'auto',
  },
});

/** The chats that are offered to this agent. It rings until all of them are answered or their time is over. */
export function Offers() {
  const styles = useStyles();
  const words = useDeskWords();
  const offers = useOffers();
  const list = useRef<HTMLUListElement>(null);
  const isRinging = offers.length > 0;
  useEffect(() => (isRinging ? ring() : undefined), [isRinging]);
  // An answered offer takes its buttons and the focus with it.
  useEffect(() => {
    if (!focusIsLost()) return;
    const next = list.current?.querySelector('button') ?? document.getElementById('conversations');
    next?.focus({ preventScroll: true });
  }, [offers.length]);
  useFirstWords(offers.some(({ firstWords }) => firstWords == null));
  useOfferShortcuts(offers[0]?.conversationId);
  return (
    <section aria-label={words.offers.title}>
      <Announcement />
      {isRinging && (
        <ul className={styles.list} ref={list}>
          {offers.map((offer) => (
            <OfferCard key={offer.conversationId} offer={offer} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Tells screen readers and the desktop about each new offer once. The countdown is not read out. */
function Announcement() {
  const words = useDeskWords();
  const person = usePersonText();
  const { client } = useDesk();
  const offers = useOffers();
  const known = useRef<readonly string[]>([]);
  const [text, setText] = useState('');
  useEffect(() => {
    const added = offers.filter(({ conversationId }) => !known.current.includes(conversationId));
    known.current = offers.map(({ conversationId }) => conversationId);
    if (added.length === 0) return;
    const sentences = added.map(({ conversationId, customerName, until }) => {
      const customer = customerName == null ? words.unknownCustomer : person(customerName);
      const seconds = Math.round(client.clock.secondsUntil(until));
      notify(words.told.assigned({ customer }), conversationId, () => undefined);
      return words.offers.announce({ customer, seconds });
    });
    setText(sentences.join(' '));
  }, [client, offers, person, words]);
  return (
    <p role="status" className="for-screen-readers">
      {text}
    </p>
  );
}

/** Asks for the status again while an offer has no first words, because a customer may write them a moment later. */
function useFirstWords(areMissing: boolean): void {
  const { client } = useDesk();
  useEffect(() => {
    if (!areMissing) return;
    const timer = setInterval(() => {
      client.refresh().catch(() => undefined);
    }, refreshEveryMs);
    return () => {
      clearInterval(timer);
    };
  }, [areMissing, client]);
}

function useOfferShortcuts(first: string | undefined): void {
  const words = useDeskWords();
  const { accept, decline } = useAnswerOffer();
  const shortcuts = useMemo(
    () =>
      first === undefined
        ? []
        : [
            { code: 'KeyA', label: words.keys.accept, act: () => void accept(first) },
            { code: 'KeyR', label: words.keys.decline, act: () => void decline(first) },
          ],
    [accept, decline, first, words],
  );
  useShortcuts(shortcuts);
}
