import { Button } from '@fluentui/react-components';
import { EmojiRegular } from '@fluentui/react-icons';
import { laterMenu, useLaterMenu } from '../../../kit/later-menu';
import { useDeskWords } from '../words/words';

/** Many agents never open it. */
const LaterPopover = laterMenu(() => import('./emoji-popover').then(({ EmojiPopover }) => EmojiPopover));

/** Opens the list of emoji, and closes it when one was chosen. */
export function EmojiButton({
  isDisabled,
  onChoose,
}: {
  isDisabled: boolean;
  onChoose(emoji: string): void;
}) {
  const words = useDeskWords();
  const { isOpen, place, buttonProps } = useLaterMenu();
  return (
    <>
      <Button
        {...buttonProps}
        aria-haspopup="dialog"
        appearance="subtle"
        icon={<EmojiRegular />}
        title={words.emoji.insert}
        aria-label={words.emoji.insert}
        disabledFocusable={isDisabled}
      />
      {isOpen && <LaterPopover {...place} onChoose={onChoose} />}
    </>
  );
}
