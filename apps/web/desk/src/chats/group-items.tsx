import { makeStyles } from '@fluentui/react-components';
import type { ComponentType, ReactNode, RefObject } from 'react';
import { later } from '../../../kit/later';

/** Longer groups render only the rows near the visible part of the list. */
const virtualFrom = 80;

const useStyles = makeStyles({ list: { listStyleType: 'none', margin: 0, padding: 0 } });

export interface GroupItemsProps<Item> {
  readonly items: readonly Item[];
  /** The element that scrolls. */
  readonly scroll: RefObject<HTMLElement | null>;
  /** The id of the item that is rendered wherever the list is scrolled to. */
  readonly selected?: string | null;
  keyOf(item: NoInfer<Item>): string;
  children(item: Item): ReactNode;
}

/** The library that measures long lists is fetched for those who have one. */
const LaterVirtualItems = later<GroupItemsProps<object>>(() =>
  import('./virtual-items').then(
    ({ VirtualItems }) => VirtualItems as ComponentType<GroupItemsProps<object>>,
  ),
);

/** The rows of a group. All of them, as long as they are not many: then the browser's search finds each. */
export function GroupItems<Item extends object>(props: GroupItemsProps<Item>) {
  const styles = useStyles();
  const { items, keyOf, children } = props;
  if (items.length > virtualFrom) return <LaterVirtualItems {...props} />;
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={keyOf(item)}>{children(item)}</li>
      ))}
    </ul>
  );
}
