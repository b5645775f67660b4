import { Button, Menu, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { LocalLanguageRegular } from '@fluentui/react-icons';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import { PreferenceItems, usePreferences } from '../../../kit/preference-items';

/** The menu for language and theme before the sign-in. */
export function PreferencesButton() {
  const words = useWords(kitWords);
  return (
    <Menu {...usePreferences()}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<LocalLanguageRegular />}
          aria-label={`${words.language}, ${words.theme}`}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <PreferenceItems />
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
