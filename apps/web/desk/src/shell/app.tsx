import { useEffect } from 'react';
import { useDeskView } from '../desk/use-desk';
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
  useEffect(() => {
    document.title = unread > 0 ? words.titleUnread({ count: unread }) : words.title;
  }, [unread, words]);
  if (tabState === 'signed-out') return <SignInPage />;
  return tabState === 'inactive' ? <OtherTabPage /> : <Shell />;
}
