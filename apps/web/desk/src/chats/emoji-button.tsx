import { Button, Popover, PopoverSurface, PopoverTrigger, Spinner } from '@fluentui/react-components';
import { EmojiRegular } from '@fluentui/react-icons';
import { lazy, Suspense, useState } from 'react';
import { PageMissing } from '../shell/page-missing';
import { useDeskWords } from '../words/words';

/** The list is a chunk of its own, since many agents never open it. */
const LazyList = lazy(() =>
  import('./emoji-list').then(
    ({ EmojiList }) => ({ default: EmojiList }),
    () => ({ default: PageMissing }),
  ),
);

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
        <Suspense fallback={<Spinner size="small" />}>
          <LazyList
            onChoose={(emoji) => {
              setOpen(false);
              onChoose(emoji);
            }}
          />
        </Suspense>
      </PopoverSurface>
    </Popover>
  );
}
