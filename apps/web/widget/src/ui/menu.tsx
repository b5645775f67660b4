import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Phase } from '../view';
import { Icon } from './icons';
import { MenuList } from './menu-list';
import { useSurroundings } from './surroundings';
import { moreIcon } from './more-icons';

/** The menu of a chat: a list that opens below its button. Esc closes it. */
export function Menu({ phase, askToEnd }: { phase: Phase; askToEnd: () => void }): VNode | null {
  const { speech } = useSurroundings();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const elsewhere = (event: Event): void => {
      if (!event.composedPath().includes(holder.current!)) setOpen(false);
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [isOpen]);
  if (phase.name !== 'chat' && !('items' in phase && phase.items.length > 0)) return null;
  const close = (refocus: boolean): void => {
    setOpen(false);
    if (refocus) button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    close(true);
  };
  return (
    <div className="holds" ref={holder} onKeyDown={onKeyDown}>
      <button
        type="button"
        className="tool"
        ref={button}
        aria-label={speech.say('menu')}
        title={speech.say('menu')}
        aria-expanded={isOpen}
        aria-controls="rejoin-menu"
        onClick={() => setOpen(!isOpen)}
      >
        <Icon of={moreIcon} weight={3} />
      </button>
      {isOpen && <MenuList phase={phase} askToEnd={askToEnd} close={close} />}
    </div>
  );
}
