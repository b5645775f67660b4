import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Phase } from '../view';
import { Icon } from './icons';
import { useSurroundings } from './surroundings';
import { useDownload } from './use-download';
import { clockIcon, endIcon, saveIcon } from './more-icons';

interface MenuListOf {
  readonly phase: Phase;
  askToEnd(): void;
  /** Called when an entry was chosen, or when the focus went elsewhere. */
  close(chosen: boolean): void;
}

/** The entries of the chat's menu. The first has the focus. */
export function MenuList({ phase, askToEnd, close }: MenuListOf): VNode {
  const { speech, actions } = useSurroundings();
  const box = useRef<HTMLDivElement>(null);
  const download = useDownload();
  useLayoutEffect(() => box.current?.querySelector('button')?.focus(), []);
  const chat = phase.name === 'chat' ? phase : null;
  const choose = (act: () => void) => (): void => {
    close(true);
    act();
  };
  return (
    <div
      id="rejoin-menu"
      className="menu"
      ref={box}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && !box.current?.contains(relatedTarget)) close(false);
      }}
    >
      {chat?.ahead?.canExtend && (
        <button type="button" onClick={choose(() => actions.extend())}>
          <Icon of={clockIcon} />
          <span>
            {speech.say('moreTime')}
            <span className="quiet">
              {speech.say('ahead', { duration: speech.duration(chat.ahead.limitSeconds) })}
            </span>
          </span>
        </button>
      )}
      <button type="button" onClick={choose(() => download('items' in phase ? phase.items : []))}>
        <Icon of={saveIcon} />
        {speech.say('download')}
      </button>
      {chat && !chat.ending && (
        <button type="button" onClick={choose(askToEnd)}>
          <Icon of={endIcon} />
          {speech.say('end')}
        </button>
      )}
    </div>
  );
}
