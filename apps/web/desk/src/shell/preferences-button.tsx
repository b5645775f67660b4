import { Button } from '@fluentui/react-components';
import { LocalLanguageRegular } from '@fluentui/react-icons';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import { laterMenu, useLaterMenu } from '../../../kit/later-menu';

const LaterMenu = laterMenu(() =>
  import('./preferences-menu').then(({ PreferencesMenu }) => PreferencesMenu),
);

/** The menu for language and theme before the sign-in. */
export function PreferencesButton() {
  const words = useWords(kitWords);
  const { isOpen, place, buttonProps } = useLaterMenu();
  return (
    <>
      <Button
        {...buttonProps}
        appearance="subtle"
        icon={<LocalLanguageRegular />}
        aria-label={`${words.language}, ${words.theme}`}
      />
      {isOpen && <LaterMenu {...place} />}
    </>
  );
}
