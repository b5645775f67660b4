import { Button } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useDeskWords } from '../words/words';

/** The button of a message bar that removes it. */
export function DismissButton({ onClick }: { onClick(): void }) {
  const words = useDeskWords();
  return (
    <Button appearance="transparent" aria-label={words.dismiss} icon={<DismissRegular />} onClick={onClick} />
  );
}
