import type { VNode } from 'preact';
import { Do } from './do';
import { Screen } from './screen';
import { useSurroundings } from './surroundings';
import { devicesIcon } from './more-icons';

/** The screen after a link was opened. The link is used only after a click, because previews open links too. */
export function LinkScreen(): VNode {
  const { speech, actions } = useSurroundings();
  return (
    <Screen icon={devicesIcon} title={speech.say('redeemTitle')} text={speech.say('redeemText')}>
      <div className="actions">
        <Do main act={() => actions.useLink()}>
          {speech.say('redeem')}
        </Do>
        <Do act={() => actions.leaveLink()}>{speech.say('notNow')}</Do>
      </div>
    </Screen>
  );
}
