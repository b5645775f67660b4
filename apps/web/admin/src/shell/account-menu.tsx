import {
  Avatar,
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { PasswordRegular, ShieldKeyholeRegular, SignOutRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useSecondFactor } from '../../../kit/second-factor-item';
import { PasswordDialog } from '../../../kit/password-dialog';
import { PreferenceItems, usePreferences } from '../../../kit/preference-items';
import { useAdminWords } from '../words/words';
import { useConsole } from './console';

/** The menu of the account: language, theme, password, and sign-out. */
export function AccountMenu() {
  const words = useAdminWords();
  const { api, session, changePassword, signOut } = useConsole();
  const [isChanging, setChanging] = useState(false);
  const secondFactor = useSecondFactor(api.secondFactor, <ShieldKeyholeRegular />);
  if (!session) return null;
  const { displayName } = session.account;
  return (
    <>
      <Menu {...usePreferences()}>
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="transparent"
            aria-label={`${words.accountMenu}: ${displayName}`}
            icon={<Avatar name={displayName} size={32} color="colorful" aria-hidden />}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <PreferenceItems />
            <MenuDivider />
            <MenuItem
              icon={<PasswordRegular />}
              onClick={() => {
                setChanging(true);
              }}
            >
              {words.changePassword}
            </MenuItem>
            {secondFactor.item}
            <MenuItem icon={<SignOutRegular />} onClick={signOut}>
              {words.signOut}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {secondFactor.dialog}
      {isChanging && (
        <PasswordDialog
          login={session.login}
          onChange={changePassword}
          onClose={() => {
            setChanging(false);
          }}
        />
      )}
    </>
  );
}
