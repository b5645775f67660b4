import { Popover, PopoverSurface } from '@fluentui/react-components';
import type { MenuPlace } from '../../../kit/later-menu';
import { useDeskWords } from '../words/words';
import { EmojiList } from './emoji-list';

interface Props extends MenuPlace {
  onChoose(emoji: string): void;
}

/** The open list of emoji above its button. */
export function EmojiPopover({ button, onClose, onChoose }: Props) {
  const words = useDeskWords();
  return (
    <Popover
      open
      trapFocus
      positioning={{ target: button.current, position: 'above', align: 'start' }}
      onOpenChange={(event, { open }) => {
        // The button closes its list by itself.
        if (!open && !button.current?.contains(event.target as Node)) onClose();
      }}
    >
      <PopoverSurface aria-label={words.emoji.insert}>
        <EmojiList
          onChoose={(emoji) => {
            onClose();
            onChoose(emoji);
          }}
        />
      </PopoverSurface>
    </Popover>
  );
}
