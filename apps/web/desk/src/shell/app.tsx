import { useEffect } from 'react';
import { useDeskView } from '../desk/use-desk';
import { chatsOf } from '../view/chats';
import { useDeskWords } from '../words/words';
import { ElsewherePage } from './elsewhere-page';
import { Shell } from './shell';
import { SignInPage } from './sign-in-page';

export function App() {
  const words = useDeskWords();
  const seat = useDeskView((view) => view.seat);
  const desk = useDeskView((view) => view.desk);
  const read = useDeskView((view) => view.work.read);
  const unread = chatsOf(desk, read).reduce((sum, chat) => sum + chat.unread, 0);
  useEffect(() => {
    document.title = unread > 0 ? words.titleUnread(unread) : words.title;
  }, [unread, words]);
  if (seat === 'signed-out') return <SignInPage />;
  return seat === 'elsewhere' ? <ElsewherePage /> : <Shell />;
}
