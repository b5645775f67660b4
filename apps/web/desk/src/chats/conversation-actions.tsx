import { Button, makeStyles } from '@fluentui/react-components';
import {
  ArrowSwapRegular,
  DismissCircleRegular,
  DismissRegular,
  MoreHorizontalRegular,
} from '@fluentui/react-icons';
import type { Snapshot } from '@rejoin/contracts';
import { useEffect, useMemo, useState } from 'react';
import { DangerButton } from '../../../kit/danger-button';
import { laterOverlay, withQueries } from '../../../kit/later';
import { laterMenu, useLaterMenu } from '../../../kit/later-menu';
import { useShortcuts } from '../../../kit/shortcuts';
import { useIsNarrow } from '../desk/use-media';
import { useDeskWords } from '../words/words';
import type { DialogName } from './action-dialogs';

const LaterMoreActions = laterMenu(() => import('./more-actions').then(({ MoreActions }) => MoreActions));
const LaterActionDialogs = laterOverlay(() =>
  withQueries(() => import('./action-dialogs').then(({ ActionDialogs }) => ActionDialogs)),
);

// The buttons keep their width; the customer's name is truncated instead.
const useStyles = makeStyles({ act: { flexShrink: 0, whiteSpace: 'nowrap' } });

/** The actions for an active conversation. Each asks for confirmation and states the consequences for the customer. */
export function ConversationActions({ snapshot }: { snapshot: Snapshot }) {
  const styles = useStyles();
  const words = useDeskWords();
  const isNarrow = useIsNarrow();
  const { isOpen, place, buttonProps } = useLaterMenu();
  const [openDialog, setOpenDialog] = useState<DialogName>(null);
  useEffect(() => {
    LaterMoreActions.preload();
    LaterActionDialogs.preload();
  }, []);
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
      <DangerButton className={styles.act} icon={<DismissCircleRegular />} onClick={open('end')}>
        {words.end}
      </DangerButton>
      <Button {...buttonProps} appearance="subtle" aria-label={words.more} icon={<MoreHorizontalRegular />} />
      {isOpen && (
        <LaterMoreActions
          {...place}
          canExtendAhead={snapshot.window === null}
          isNarrow={isNarrow}
          onDialog={setOpenDialog}
        />
      )}
      {openDialog !== null && (
        <LaterActionDialogs snapshot={snapshot} openDialog={openDialog} onClose={open(null)} />
      )}
    </>
  );
}
