import type { VNode } from 'preact';
import type { TranscriptItem, Phase, View } from '../view';
import { refusalSentence } from '../words/sentences';
import { Icon } from './icons';
import { Kept } from './kept';
import { Do } from './do';
import { Screen } from './screen';
import { useSurroundings } from './surroundings';
import { useDownload } from './use-download';
import { alertIcon, clockIcon, saveIcon } from './more-icons';

type Of<Name extends Phase['name']> = Extract<Phase, { name: Name }>;

/**
 * The screen for a customer who is too late: a link to the widget's redirect URL, or a new chat, and the unsent texts.
 */
export function TooLate({ phase, kept }: { phase: Of<'too-late'>; kept: View['kept'] }): VNode {
  const { speech, actions } = useSurroundings();
  const leads = phase.redirectUrl !== null;
  return (
    <Screen
      icon={clockIcon}
      title={speech.say(phase.why === 'window-expired' ? 'tooLateTitle' : 'tooLateEnded')}
      text={speech.say(leads ? 'tooLateRedirect' : 'tooLateText')}
    >
      <Kept texts={kept} offer={false} />
      <div className="actions">
        {leads && (
          <Do main act={() => actions.followRedirect()}>
            {speech.say('followRedirect')}
          </Do>
        )}
        <Do main={!leads} act={() => actions.startNew()}>
          {speech.say('startNew')}
        </Do>
      </div>
    </Screen>
  );
}

/** The screen of a chat that ended while it was shown: a copy of the transcript, and a new chat. */
export function Ended({ items }: { items: readonly TranscriptItem[] }): VNode {
  const { speech, actions } = useSurroundings();
  const download = useDownload();
  return (
    <Screen fits title={speech.say('endedTitle')} text={speech.say('endedText')}>
      <div className="actions">
        <Do main act={() => actions.startNew()}>
          {speech.say('startNew')}
        </Do>
        <Do act={() => download(items)}>
          <Icon of={saveIcon} />
          {speech.say('download')}
        </Do>
      </div>
    </Screen>
  );
}

export function Elsewhere(): VNode {
  const { speech, actions } = useSurroundings();
  return (
    <Screen fits title={speech.say('elsewhereTitle')} text={speech.say('elsewhereText')}>
      <Do act={() => actions.close()}>{speech.say('close')}</Do>
    </Screen>
  );
}

export function Unavailable({ phase, kept }: { phase: Of<'unavailable'>; kept: View['kept'] }): VNode {
  const { speech, actions } = useSurroundings();
  return (
    <Screen icon={alertIcon} title={speech.say('failedTitle')} text={refusalSentence(speech, phase.why)}>
      <Kept texts={kept} offer={false} />
      {phase.canTryAgain && (
        <Do main act={() => actions.again()}>
          {speech.say('retry')}
        </Do>
      )}
    </Screen>
  );
}
