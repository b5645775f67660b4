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
import { ActionDialogs, type Asked } from './action-dialogs';

// The name gives way first.
const useStyles = makeStyles({ act: { flexShrink: 0, whiteSpace: 'nowrap' } });

/** What an agent can do with an active conversation. Each asks first, and says what follows for the customer. */
export function ConversationActions({ snapshot }: { snapshot: Snapshot }) {
  const styles = useStyles();
  const words = useDeskWords();
  const isNarrow = useIsNarrow();
  const [asked, setAsked] = useState<Asked>(null);
  const ask = (what: Asked) => () => {
    setAsked(what);
  };
  useShortcuts(
    useMemo(
      () => [
        { code: 'KeyE', label: words.keys.end, act: ask('end') },
        { code: 'KeyT', label: words.keys.transfer, act: ask('transfer') },
      ],
      [words],
    ),
  );
  const canExtendAhead = snapshot.window === null;
  return (
    <>
      {!isNarrow && (
        <>
          <Button className={styles.act} icon={<ArrowSwapRegular />} onClick={ask('transfer')}>
            {words.transfer}
          </Button>
          <Button className={styles.act} icon={<DismissRegular />} onClick={ask('close-tab')}>
            {words.closeTab}
          </Button>
        </>
      )}
      <Button
        appearance="primary"
        className={styles.act}
        icon={<DismissCircleRegular />}
        onClick={ask('end')}
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
              <MenuItem icon={<ClockRegular />} onClick={ask('extend-ahead')}>
                {words.extendAhead}
              </MenuItem>
            )}
            <MenuItem icon={<PeopleQueueRegular />} onClick={ask('release')}>
              {words.release}
            </MenuItem>
            {isNarrow && (
              <>
                <MenuItem icon={<ArrowSwapRegular />} onClick={ask('transfer')}>
                  {words.transfer}
                </MenuItem>
                <MenuDivider />
                <MenuItem icon={<DismissRegular />} onClick={ask('close-tab')}>
                  {words.closeTab}
                </MenuItem>
              </>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      <ActionDialogs snapshot={snapshot} asked={asked} onClose={ask(null)} />
    </>
  );
}
