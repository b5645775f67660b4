import { MenuDivider, MenuItem } from '@fluentui/react-components';
import {
  ArrowSwapRegular,
  ClockRegular,
  DismissRegular,
  PeopleQueueRegular,
  PersonProhibitedRegular,
} from '@fluentui/react-icons';
import type { MenuPlace } from '../../../kit/later-menu';
import { MenuSurface } from '../../../kit/menu-surface';
import { useBlockWords } from '../blocks/words/words';
import { useDeskWords } from '../words/words';
import type { DialogName } from './action-dialogs';

interface Props extends MenuPlace {
  readonly canExtendAhead: boolean;
  /** On a narrow screen the buttons beside the menu are items of it. */
  readonly isNarrow: boolean;
  onDialog(name: DialogName): void;
}

/** The menu of the actions that have no button. */
export function MoreActions({ canExtendAhead, isNarrow, onDialog, ...place }: Props) {
  const words = useDeskWords();
  const { block } = useBlockWords();
  const open = (name: DialogName) => () => {
    onDialog(name);
  };
  return (
    <MenuSurface place={place}>
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
      <MenuDivider />
      <MenuItem icon={<PersonProhibitedRegular />} onClick={open('block')}>
        {block}
      </MenuItem>
    </MenuSurface>
  );
}
