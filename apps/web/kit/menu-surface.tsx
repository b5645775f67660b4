import { Menu, MenuList, MenuPopover, type MenuProps } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { MenuPlace } from './later-menu';

interface Props extends Pick<MenuProps, 'hasCheckmarks' | 'checkedValues' | 'onCheckedValueChange'> {
  readonly place: MenuPlace;
  /** What stands below the items. */
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** The open menu of a button that was there before the code of the menu. */
export function MenuSurface({ place: { button, onClose }, hint, children, ...props }: Props) {
  return (
    <Menu
      {...props}
      open
      positioning={{ target: button.current }}
      onOpenChange={(event, { open }) => {
        // The button closes its menu by itself.
        if (!open && !button.current?.contains(event.target as Node)) onClose();
      }}
    >
      <MenuPopover>
        <MenuList>{children}</MenuList>
        {hint}
      </MenuPopover>
    </Menu>
  );
}
