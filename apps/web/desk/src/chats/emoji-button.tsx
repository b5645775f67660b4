import { Button, Popover, PopoverSurface, PopoverTrigger, Spinner } from '@fluentui/react-components';
import { EmojiRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { later } from '../../../kit/later';
import { useDeskWords } from '../words/words';

/** Many agents never open it. */
const LaterList = later(() => import('./emoji-list').then(({ EmojiList }) => EmojiList), {
  opening: <Spinner size="small" />,
});

/** Opens the list of emoji, and closes it when one was chosen. */
export function EmojiButton({
  isDisabled,
  onChoose,
}: {
  isDisabled: boolean;
  onChoose(emoji: string): void;
}) {
  const words = useDeskWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      open={isOpen}
      trapFocus
      positioning="above-start"
      onOpenChange={(_, { open }) => {
        setOpen(open);
      }}
    >
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<EmojiRegular />}
          title={words.emoji.insert}
          aria-label={words.emoji.insert}
          disabledFocusable={isDisabled}
        />
      </PopoverTrigger>
      <PopoverSurface aria-label={words.emoji.insert}>
        <LaterList
          onChoose={(emoji) => {
            setOpen(false);
            onChoose(emoji);
          }}
        />
      </PopoverSurface>
    </Popover>
  );
}
