import type { VNode } from 'preact';
import type { Chat, View } from '../view';
import { backSentence, noticeSentence } from './banner-sentences';
import { Countdown } from './countdown';
import { Icon } from './icons';
import { useSurroundings } from './surroundings';
import { useOnline } from './use-online';
import { alertIcon, checkIcon, clockIcon, lostIcon } from './more-icons';

/** The banners below the head of the panel: what was refused, and the connection of a chat. */
export function Banners({ view, lost }: { view: View; lost: boolean }): VNode {
  return (
    <>
      <Notices view={view} />
      {view.phase.name === 'chat' && <ConnectionBanner chat={view.phase} lost={lost} />}
    </>
  );
}

/** Shows nothing while the chat is connected, and the remaining time while it is not. */
function ConnectionBanner({ chat, lost }: { chat: Chat; lost: boolean }): VNode | null {
  const { speech, actions } = useSurroundings();
  const online = useOnline();
  if (chat.ending) return <Banner icon={clockIcon} text={speech.say('ending')} />;
  if (chat.justBack)
    return <Banner icon={checkIcon} good text={backSentence(speech, chat.justBack.missed)} />;
  if (!lost) return null;
  const title = speech.say(online ? (chat.wasLive ? 'reconnecting' : 'connecting') : 'offline');
  if (chat.secondsLeft === null)
    return <Banner icon={lostIcon} text={title} act={[speech.say('tryNow'), () => actions.tryNow()]} />;
  return <Countdown title={title} secondsLeft={chat.secondsLeft} tryNow={() => actions.tryNow()} />;
}

/** Shows what was refused and what cannot be stored, until it is dismissed. */
function Notices({ view: { notice, storageBlocked } }: { view: View }): VNode | null {
  const { speech, actions } = useSurroundings();
  const text = notice ? noticeSentence(speech, notice) : storageBlocked && speech.say('storageBlocked');
  if (!text) return null;
  return (
    <Banner
      icon={alertIcon}
      bad={notice !== null}
      text={text}
      act={[speech.say('dismiss'), () => actions.dismiss()]}
    />
  );
}

interface BannerOf {
  readonly icon: string;
  readonly text: string;
  readonly bad?: boolean;
  readonly good?: boolean;
  /** A button beside the text: its label and its action. */
  readonly act?: readonly [label: string, act: () => void];
}

function Banner({ icon, text, bad, good, act }: BannerOf): VNode {
  return (
    <div className={`banner${bad ? ' bad' : ''}${good ? ' good' : ''}`}>
      <Icon of={icon} />
      <p>{text}</p>
      {act && (
        <button type="button" className="text-button" onClick={act[1]}>
          {act[0]}
        </button>
      )}
    </div>
  );
}
