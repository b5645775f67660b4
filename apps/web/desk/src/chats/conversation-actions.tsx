import {
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import {
  ArrowSwapRegular,
  ClockRegular,
  DismissCircleRegular,
  DismissRegular,
  MoreHorizontalRegular,
  PeopleQueueRegular,
} from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
import { useMemo, useState } from 'react';
import { useShortcuts } from '../../../kit/shortcuts';
import { useIsNarrow } from '../desk/use-media';
import { useDeskWords } from '../words/words';
import { ActionDialogs, type DialogName } from './action-dialogs';

// The buttons keep their width; the customer's name is truncated instead.
const useStyles = makeStyles({ act: { flexShrink: 0, whiteSpace: 'nowrap' } });

/** The actions for an active conversation. Each asks for confirmation and states the consequences for the customer. */
export function ConversationActions({ snapshot }: { snapshot: Snapshot }) {
  const styles = useStyles();
  const words = useDeskWords();
  const isNarrow = useIsNarrow();
  const [openDialog, setOpenDialog] = useState<DialogName>(null);
  const open = (name: DialogName) => () => {
    setOpenDialog(name);
  };
  useShortcuts(
    useMemo(
      () => [
        { code: 'KeyE', label: words.keys.end, act: open('end') },
        { code: 'KeyT', label: words.keys.transfer, act: open('transfer') },
      ],
      [words],
    ),
  );
  const canExtendAhead = snapshot.window === null;
  return (
    <>
      {!isNarrow && (
        <>
          <Button className={styles.act} icon={<ArrowSwapRegular />} onClick={open('transfer')}>
            {words.transfer}
          </Button>
          <Button className={styles.act} icon={<DismissRegular />} onClick={open('close-tab')}>
            {words.closeTab}
          </Button>
        </>
      )}
      <Button
        appearance="primary"
        className={styles.act}
        icon={<DismissCircleRegular />}
        onClick={open('end')}
      >
        {words.end}
      </Button>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" aria-label={words.more} icon={<MoreHorizontalRegular />} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {canExtendAhead && (
              <MenuItem icon={<ClockRegular />} onClick={open('extend-ahead')}>
                {words.extendAhead}
              </MenuItem>
            )}
            <MenuItem icon={<PeopleQueueRegular />} onClick={open('release')}>
              {words.release}
            </MenuItem>
            {isNarrow && (
              <>
                <MenuItem icon={<ArrowSwapRegular />} onClick={open('transfer')}>
                  {words.transfer}
                </MenuItem>
                <MenuDivider />
                <MenuItem icon={<DismissRegular />} onClick={open('close-tab')}>
                  {words.closeTab}
                </MenuItem>
              </>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      <ActionDialogs snapshot={snapshot} openDialog={openDialog} onClose={open(null)} />
    </>
  );
}
