import { useEffect } from 'react';
import { useDeskView } from '../desk/use-desk';
import { useOffers } from '../desk/use-offers';
import { chatsOf } from '../view/chats';
import { useDeskWords } from '../words/words';
import { OtherTabPage } from './other-tab-page';
import { Shell } from './shell';
import { SignInPage } from './sign-in-page';

export function App() {
  const words = useDeskWords();
  const tabState = useDeskView((view) => view.tabState);
  const desk = useDeskView((view) => view.desk);
  const read = useDeskView((view) => view.work.read);
  const unread = chatsOf(desk, read).reduce((sum, chat) => sum + chat.unread, 0);
  const offers = useOffers();
  useEffect(() => {
    const title = unread > 0 ? words.titleUnread({ count: unread }) : words.title;
    document.title = offers.length > 0 ? words.titleOffered({ count: offers.length }) : title;
  }, [offers.length, unread, words]);
  if (tabState === 'signed-out') return <SignInPage />;
  return tabState === 'inactive' ? <OtherTabPage /> : <Shell />;
}
