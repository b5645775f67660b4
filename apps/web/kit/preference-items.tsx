import { MenuDivider, MenuGroup, MenuGroupHeader, MenuItemRadio } from '@fluentui/react-components';
import { kitWords } from './kit-words';
import { useLanguage, useWords } from './language';
import { useMissingPartToast } from './missing-part';
import { themes, useTheme } from './theme';
import { languages, nameOf } from './words';

/** Returns the props of a Menu that contains {@link PreferenceItems}: the checked items and the change handler. */
export function usePreferences() {
  const { language, choose: chooseLanguage } = useLanguage();
  const { choice, choose: chooseTheme } = useTheme();
  const report = useMissingPartToast();
  return {
    checkedValues: { language: [language], theme: [choice] } as Record<string, string[]>,
    onCheckedValueChange: (_: unknown, changed: { name: string; checkedItems: string[] }) => {
      const [chosen] = changed.checkedItems;
      const [nextLanguage, nextTheme] = [
        languages.find((one) => one === chosen),
        themes.find((one) => one === chosen),
      ];
      if (changed.name === 'language' && nextLanguage) chooseLanguage(nextLanguage).catch(report);
      if (changed.name === 'theme' && nextTheme) chooseTheme(nextTheme);
    },
  };
}

/** Renders the menu items for language and theme. */
export function PreferenceItems() {
  const words = useWords(kitWords);
  return (
    <>
      <MenuGroup>
        <MenuGroupHeader>{words.language}</MenuGroupHeader>
        {languages.map((language) => (
          <MenuItemRadio key={language} name="language" value={language} lang={language}>
            {nameOf(language)}
          </MenuItemRadio>
        ))}
      </MenuGroup>
      <MenuDivider />
      <MenuGroup>
        <MenuGroupHeader>{words.theme}</MenuGroupHeader>
        {themes.map((theme) => (
          <MenuItemRadio key={theme} name="theme" value={theme}>
            {words.themes[theme]}
          </MenuItemRadio>
        ))}
      </MenuGroup>
    </>
  );
}
