import { useFocusFinders } from '@fluentui/react-components';

/**
 * Keeps the library alive that moves the focus in menus and dialogs. With its last user it would end before it makes the
 * page behind a closed dialog available to screen readers again.
 */
export function KeepFocus() {
  useFocusFinders();
  return null;
}
