import { useEffect } from 'react';
import { useToasts } from '../../../kit/toasts';
import { chime, notify } from '../desk/alerts';
import { useDesk } from '../desk/use-desk';
import { goToChat, useRoute } from '../desk/use-route';
import { newsIn } from '../view/news';
import { useDeskWords } from '../words/words';

/** Tells of what happens in conversations that are not in front, by toast, sound and notification. */
export function Attention() {
  const words = useDeskWords();
  const toasts = useToasts();
  const desk = useDesk();
  const route = useRoute();
  const open = route.page === 'chats' ? route.conversationId : null;
  useEffect(() => {
    let before = desk.getView().desk;
    return desk.subscribe(() => {
      const after = desk.getView().desk;
      const news = newsIn(before, after).filter(({ conversationId, kind }) => {
        return conversationId !== open || document.visibilityState !== 'visible' || kind === 'assigned';
      });
      before = after;
      if (news.length > 0) chime();
      for (const { kind, conversationId, customerName } of news) {
        const title = words.told[kind](customerName ?? words.unknownCustomer);
        const act = () => {
          goToChat(conversationId);
        };
        notify(title, `${conversationId} ${kind}`, act);
        toasts.tell({ title, action: { label: words.told.open, act } });
      }
    });
  }, [desk, open, toasts, words]);
  return null;
}
