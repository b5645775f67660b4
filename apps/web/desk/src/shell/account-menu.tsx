import { Avatar, Button } from '@fluentui/react-components';
import { useState } from 'react';
import { initialsOf } from '../../../kit/initials';
import { laterOverlay, withQueries } from '../../../kit/later';
import { laterMenu, useLaterMenu } from '../../../kit/later-menu';
import { useDesk, useDeskView } from '../desk/use-desk';
import { keptTicket } from '../desk/storage';
import { useDeskWords } from '../words/words';
import type { AccountDialogName } from './account-items';

export const LaterAccountItems = laterMenu(() =>
  import('./account-items').then(({ AccountItems }) => AccountItems),
);
const LaterPasswordDialog = laterOverlay(() =>
  import('../../../kit/password-dialog').then(({ PasswordDialog }) => PasswordDialog),
);
const LaterSecondFactorDialog = laterOverlay(() =>
  import('../../../kit/second-factor-dialog').then(({ SecondFactorDialog }) => SecondFactorDialog),
);
const LaterRepliesDialog = laterOverlay(() =>
  withQueries(() => import('../replies/replies-dialog').then(({ RepliesDialog }) => RepliesDialog)),
);
const LaterSignOutDialog = laterOverlay(() =>
  import('./sign-out-dialog').then(({ SignOutDialog }) => SignOutDialog),
);

export function AccountMenu() {
  const words = useDeskWords();
  const desk = useDesk();
  const account = useDeskView((view) => view.account);
  const [dialog, setDialog] = useState<AccountDialogName>();
  const { isOpen, place, buttonProps } = useLaterMenu();
  const onClose = () => {
    setDialog(undefined);
  };
  return (
    <>
      <Button
        {...buttonProps}
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
      {isOpen && <LaterAccountItems {...place} onDialog={setDialog} />}
      {dialog === 'password' && (
        <LaterPasswordDialog
          login={keptTicket()?.login ?? ''}
          onChange={(change) => desk.signIns.changePassword(change)}
          onClose={onClose}
        />
      )}
      {dialog === 'second-factor' && (
        <LaterSecondFactorDialog client={desk.signIns.secondFactor} onClose={onClose} />
      )}
      {dialog === 'replies' && <LaterRepliesDialog onClose={onClose} />}
      {dialog === 'sign-out' && <LaterSignOutDialog onClose={onClose} />}
    </>
  );
}
