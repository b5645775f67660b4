import { useEffect } from 'react';
import { usePersonText } from '../../../kit/language';
import { useToasts } from '../../../kit/toasts';
import { chime, notify } from '../desk/alerts';
import { useDesk } from '../desk/use-desk';
import { goToChat, useRoute } from '../desk/use-route';
import { goneFrom, latestOfEach, newsIn } from '../view/news';
import { useDeskWords } from '../words/words';

/**
 * Announces events of conversations that are not open, by toast, sound and notification. Each conversation has one
 * toast, which is removed when the conversation is opened or leaves the desk.
 */
export function Attention() {
  const words = useDeskWords();
  const toasts = useToasts();
  const desk = useDesk();
  const person = usePersonText();
  const route = useRoute();
  const open = route.page === 'chats' ? route.conversationId : null;
  useEffect(() => {
    if (open !== null) toasts.drop(open);
  }, [open, toasts]);
  useEffect(() => {
    let before = desk.getView().desk;
    return desk.subscribe(() => {
      const after = desk.getView().desk;
      if (after === before) return;
      const isSeen = (conversationId: string) =>
        conversationId === open && document.visibilityState === 'visible';
      const news = newsIn(before, after).filter(({ conversationId }) => !isSeen(conversationId));
      for (const conversationId of goneFrom(before, after)) toasts.drop(conversationId);
      before = after;
      if (news.length > 0) chime();
      for (const { kind, conversationId, customerName } of latestOfEach(news)) {
        const name = customerName === null ? words.unknownCustomer : person(customerName);
        const title = words.told[kind]({ customer: name });
        const act = () => {
          goToChat(conversationId);
        };
        notify(title, conversationId, act);
        if (conversationId !== open)
          toasts.info({ title, action: { label: words.told.open, act } }, conversationId);
      }
    });
  }, [desk, open, person, toasts, words]);
  return null;
}
