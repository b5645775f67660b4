import {
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemCheckbox,
  MenuItemLink,
} from '@fluentui/react-components';
import { useState } from 'react';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import type { MenuPlace } from '../../../kit/later-menu';
import { MenuSurface } from '../../../kit/menu-surface';
import { PreferenceItems, usePreferences } from '../../../kit/preference-items';
import { useShortcutHelp } from '../../../kit/shortcuts';
import { useToasts } from '../../../kit/toasts';
import { notificationsAreOn, soundIsOn, switchNotifications, switchSound } from '../desk/alerts';
import { useDesk, useDeskView } from '../desk/use-desk';
import { consoleLink } from '../view/console-link';
import { useDeskWords } from '../words/words';
import { useLiveCount } from './use-live-count';

export type AccountDialogName = 'password' | 'replies' | 'second-factor' | 'sign-out';

interface Props extends MenuPlace {
  onDialog(name: AccountDialogName): void;
}

export function AccountItems({ onDialog, ...place }: Props) {
  const words = useDeskWords();
  const kit = useWords(kitWords);
  const desk = useDesk();
  const toasts = useToasts();
  const { showHelp } = useShortcutHelp();
  const preferences = usePreferences();
  const account = useDeskView((view) => view.account);
  const [alerts, setAlerts] = useState(alertsOn);
  const live = useLiveCount();
  const admin = consoleLink(configuredConsole(), account?.roles ?? []);

  const switchAlerts = async (chosen: readonly string[]) => {
    if (chosen.includes('sound') !== soundIsOn()) switchSound(chosen.includes('sound'));
    if (chosen.includes('notifications') !== notificationsAreOn()) {
      const allowed = await switchNotifications(chosen.includes('notifications'));
      if (!allowed) toasts.info({ title: words.notifications, body: words.notificationsDenied });
    }
    setAlerts(alertsOn());
  };
  return (
    <MenuSurface
      place={place}
      hasCheckmarks
      checkedValues={{ ...preferences.checkedValues, alerts }}
      onCheckedValueChange={(event, changed) => {
        if (changed.name === 'alerts') void switchAlerts(changed.checkedItems);
        else preferences.onCheckedValueChange(event, changed);
      }}
    >
      <MenuGroup>
        <MenuGroupHeader>{account?.displayName ?? ''}</MenuGroupHeader>
        <MenuItemCheckbox name="alerts" value="sound" persistOnClick>
          {words.sound}
        </MenuItemCheckbox>
        <MenuItemCheckbox name="alerts" value="notifications" persistOnClick>
          {words.notifications}
        </MenuItemCheckbox>
      </MenuGroup>
      <MenuDivider />
      <PreferenceItems />
      <MenuDivider />
      <MenuItem
        onClick={() => {
          onDialog('replies');
        }}
      >
        {words.replies.title}
      </MenuItem>
      {admin !== undefined && (
        <MenuItemLink href={admin} target="_blank" rel="noreferrer">
          {words.openAdministration}
        </MenuItemLink>
      )}
      <MenuItem onClick={showHelp}>{words.shortcuts}</MenuItem>
      <MenuItem
        onClick={() => {
          onDialog('password');
        }}
      >
        {kit.changePassword}
      </MenuItem>
      <MenuItem
        onClick={() => {
          onDialog('second-factor');
        }}
      >
        {kit.secondFactor.title}
      </MenuItem>
      <MenuItem
        onClick={() => {
          if (live > 0) onDialog('sign-out');
          else desk.signIns.signOut({ confirm: false }).catch(toasts.failed);
        }}
      >
        {words.signOut}
      </MenuItem>
    </MenuSurface>
  );
}

function alertsOn(): string[] {
  return [...(soundIsOn() ? ['sound'] : []), ...(notificationsAreOn() ? ['notifications'] : [])];
}

function configuredConsole(): string {
  return document.querySelector<HTMLMetaElement>('meta[name=rejoin-console]')?.content ?? '';
}
