import type { MenuPlace } from '../../../kit/later-menu';
import { MenuSurface } from '../../../kit/menu-surface';
import { PreferenceItems, usePreferences } from '../../../kit/preference-items';

export function PreferencesMenu(place: MenuPlace) {
  return (
    <MenuSurface place={place} {...usePreferences()}>
      <PreferenceItems />
    </MenuSurface>
  );
}
