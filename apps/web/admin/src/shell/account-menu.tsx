import {
  Avatar,
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { OpenRegular, PasswordRegular, ShieldKeyholeRegular, SignOutRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { laterOverlay } from '../../../kit/later';
import { useSecondFactor } from '../../../kit/second-factor-item';
import { PreferenceItems, usePreferences } from '../../../kit/preference-items';
import { has } from '../api/session';
import { useNavigation } from '../route/navigation';
import { useAdminWords } from '../words/words';
import { useConsole } from './console';

const LaterPasswordDialog = laterOverlay(() =>
  import('../../../kit/password-dialog').then(({ PasswordDialog }) => PasswordDialog),
);

/** The menu of the account: language, theme, password, and sign-out. */
export function AccountMenu() {
  const words = useAdminWords();
  const { api, session, changePassword, signOut } = useConsole();
  const { ask } = useNavigation();
  const [isChanging, setChanging] = useState(false);
  const secondFactor = useSecondFactor(api.secondFactor, <ShieldKeyholeRegular />);
  const desk = useDesk();
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
            {desk !== undefined && (
              <MenuItemLink icon={<OpenRegular />} href={desk} target="_blank" rel="noreferrer">
                {words.openDesk}
              </MenuItemLink>
            )}
            <MenuItem
              icon={<PasswordRegular />}
              onClick={() => {
                setChanging(true);
              }}
            >
              {words.changePassword}
            </MenuItem>
            {secondFactor.item}
            <MenuItem
              icon={<SignOutRegular />}
              onClick={() => {
                ask(signOut);
              }}
            >
              {words.signOut}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {secondFactor.dialog}
      {isChanging && (
        <LaterPasswordDialog
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

/** The address of the desk, for people who work there too; undefined when the operator has not configured a gateway. */
function useDesk(): string | undefined {
  const { api, session } = useConsole();
  const worksThere = session !== undefined && has(session, 'agent', 'supervisor');
  const addresses = useQuery({
    queryKey: ['gateways'],
    queryFn: () => api.gateways(),
    enabled: worksThere,
  });
  const [gateway] = worksThere ? (addresses.data ?? []) : [];
  return gateway === undefined ? undefined : new URL('/desk/', gateway).href;
}
