import type { RefObject, VNode } from 'preact';
import type { View } from '../view';
import { Icon } from './icons';
import { useSurroundings } from './surroundings';

/** The round button in the corner, with the number of messages that nobody has seen. */
export function LauncherButton({ view, at }: { view: View; at: RefObject<HTMLButtonElement | null> }): VNode {
  const { speech, actions } = useSurroundings();
  const { open, unread } = view;
  const label = open
    ? speech.say('minimise')
    : unread > 0
      ? speech.count('openUnread', unread)
      : speech.say('open');
  return (
    <button
      type="button"
      class="launcher"
      ref={at}
      aria-label={label}
      aria-expanded={open}
      aria-controls="rejoin-panel"
      onClick={() => (open ? actions.close() : actions.open())}
    >
      <Icon of={open ? 'down' : 'chat'} />
      {unread > 0 && !open && (
        <span class="badge" aria-hidden="true">
          {unread > 99 ? '99+' : new Intl.NumberFormat(speech.locale).format(unread)}
        </span>
      )}
    </button>
  );
}
