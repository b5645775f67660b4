import type { RefObject, VNode } from 'preact';
import type { View } from '../view';
import { chatIcon, downIcon, Icon } from './icons';
import { useSurroundings } from './surroundings';

/** The round button in the corner, with the number of unread messages. */
export function LauncherButton({ view, at }: { view: View; at: RefObject<HTMLButtonElement | null> }): VNode {
  const { speech, actions } = useSurroundings();
  const { open } = view;
  const unread = view.showCount ? view.unread : 0;
  const label = open
    ? speech.say('minimise')
    : unread > 0
      ? speech.say('openUnread', { count: unread })
      : speech.say('open');
  // The style sheet draws it; the label has the number as text.
  const badge = unread > 99 ? '99+' : new Intl.NumberFormat(speech.locale).format(unread);
  return (
    <button
      type="button"
      className="launcher"
      ref={at}
      data-unread={open || unread === 0 ? undefined : badge}
      aria-label={label}
      aria-expanded={open}
      aria-controls="rejoin-panel"
      onClick={() => (open ? actions.close() : actions.open())}
    >
      <Icon of={open ? downIcon : chatIcon} />
    </button>
  );
}
