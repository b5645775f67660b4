import {
  Avatar,
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { useState } from 'react';
import { ConfirmDialog } from '../../../kit/confirm-dialog';
import { kitWords } from '../../../kit/kit-words';
import { useWords } from '../../../kit/language';
import { PasswordDialog } from '../../../kit/password-dialog';
import { useSecondFactor } from '../../../kit/second-factor-item';
import { initialsOf } from '../../../kit/initials';
import { PreferenceItems, usePreferences } from '../../../kit/preference-items';
import { useShortcutHelp } from '../../../kit/shortcuts';
import { useToasts } from '../../../kit/toasts';
import { notificationsAreOn, soundIsOn, switchNotifications, switchSound } from '../desk/alerts';
import { keptTicket } from '../desk/storage';
import { useDesk, useDeskView } from '../desk/use-desk';
import { RepliesPart } from '../replies/replies-part';
import { chatsOf } from '../view/chats';
import { useDeskWords } from '../words/words';

export function AccountMenu() {
  const words = useDeskWords();
  const kit = useWords(kitWords);
  const desk = useDesk();
  const toasts = useToasts();
  const { showHelp } = useShortcutHelp();
  const preferences = usePreferences();
  const account = useDeskView((view) => view.account);
  const state = useDeskView((view) => view.desk);
  const [alerts, setAlerts] = useState(alertsOn);
  const [asks, setAsks] = useState(false);
  const [showsReplies, setShowsReplies] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const secondFactor = useSecondFactor(desk.signIns.secondFactor);
  const read = useDeskView((view) => view.work.read);
  const live = chatsOf(state, read).filter(({ group }) => group !== 'wrap-up').length;

  const switchAlerts = async (chosen: readonly string[]) => {
    if (chosen.includes('sound') !== soundIsOn()) switchSound(chosen.includes('sound'));
    if (chosen.includes('notifications') !== notificationsAreOn()) {
      const allowed = await switchNotifications(chosen.includes('notifications'));
      if (!allowed) toasts.info({ title: words.notifications, body: words.notificationsDenied });
    }
    setAlerts(alertsOn());
  };
  const signOut = (confirm: boolean) => {
    desk.signIns.signOut({ confirm }).catch(toasts.failed);
  };
  return (
    <>
      <Menu
        hasCheckmarks
        checkedValues={{ ...preferences.checkedValues, alerts }}
        onCheckedValueChange={(event, changed) => {
          if (changed.name === 'alerts') void switchAlerts(changed.checkedItems);
          else preferences.onCheckedValueChange(event, changed);
        }}
      >
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            shape="circular"
            title={words.account}
            icon={
              <Avatar
                size={28}
                color="brand"
                name={account?.displayName ?? words.account}
                {...initialsOf(account?.displayName ?? '')}
              />
            }
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
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
                setShowsReplies(true);
              }}
            >
              {words.replies.title}
            </MenuItem>
            <MenuItem onClick={showHelp}>{words.shortcuts}</MenuItem>
            <MenuItem
              onClick={() => {
                setChanging(true);
              }}
            >
              {kit.changePassword}
            </MenuItem>
            {secondFactor.item}
            <MenuItem
              onClick={() => {
                if (live > 0) setAsks(true);
                else signOut(false);
              }}
            >
              {words.signOut}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {showsReplies && (
        <RepliesPart
          onClose={() => {
            setShowsReplies(false);
          }}
        />
      )}
      {isChanging && (
        <PasswordDialog
          login={keptTicket()?.login ?? ''}
          onChange={(change) => desk.signIns.changePassword(change)}
          onClose={() => {
            setChanging(false);
          }}
        />
      )}
      {secondFactor.dialog}
      <ConfirmDialog
        isOpen={asks}
        title={words.signOutTitle}
        action={words.signOut}
        onConfirm={() => {
          signOut(true);
        }}
        onClose={() => {
          setAsks(false);
        }}
      >
        {words.signOutText({ count: live })}
      </ConfirmDialog>
    </>
  );
}

function alertsOn(): string[] {
  return [...(soundIsOn() ? ['sound'] : []), ...(notificationsAreOn() ? ['notifications'] : [])];
}
