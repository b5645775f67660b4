import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Line, Phase } from '../view';
import { Icon } from './icons';
import { useSurroundings } from './surroundings';
import { useDownload } from './use-download';

/** What can be done with a chat besides writing. A list that opens below its button; Esc closes it. */
export function Menu({ phase, askToEnd }: { phase: Phase; askToEnd: () => void }): VNode | null {
  const { speech, actions } = useSurroundings();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const download = useDownload();
  useLayoutEffect(() => {
    if (!isOpen) return;
    box.current?.querySelector('button')?.focus();
    const elsewhere = (event: Event): void => {
      if (!event.composedPath().some((target) => target === box.current || target === button.current)) {
        setOpen(false);
      }
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [isOpen]);
  const lines: readonly Line[] = 'lines' in phase ? phase.lines : [];
  const chat = phase.name === 'chat' ? phase : null;
  if (!chat && lines.length === 0) return null;
  const choose = (act: () => void) => (): void => {
    setOpen(false);
    button.current?.focus();
    act();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="holds" onKeyDown={onKeyDown}>
      <button
        type="button"
        class="tool"
        ref={button}
        aria-label={speech.say('menu')}
        title={speech.say('menu')}
        aria-expanded={isOpen}
        aria-controls="rejoin-menu"
        onClick={() => setOpen(!isOpen)}
      >
        <Icon of="more" />
      </button>
      {isOpen && (
        <div
          id="rejoin-menu"
          class="menu"
          ref={box}
          onFocusOut={({ relatedTarget }) => {
            if (relatedTarget instanceof Node && !box.current?.contains(relatedTarget)) setOpen(false);
          }}
        >
          {chat?.ahead?.canExtend && (
            <button type="button" onClick={choose(() => actions.extend())}>
              <Icon of="clock" />
              <span>
                {speech.say('moreTime')}
                <span class="quiet">
                  {speech.say('ahead', { duration: speech.duration(chat.ahead.limitSeconds) })}
                </span>
              </span>
            </button>
          )}
          <button type="button" onClick={choose(() => download(lines))}>
            <Icon of="save" />
            {speech.say('download')}
          </button>
          {chat && !chat.ending && (
            <button type="button" onClick={choose(askToEnd)}>
              <Icon of="end" />
              {speech.say('end')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
