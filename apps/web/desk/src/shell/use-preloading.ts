import { useEffect } from 'react';
import { LaterShortcutHelp } from '../../../kit/shortcuts';
import { ConversationPart } from '../chats/conversation-part';
import { SupervisorPart } from '../supervisor/supervisor-part';
import { LaterAccountItems } from './account-menu';
import { preloadDialogs } from './later-dialogs';
import { LaterPresenceItems } from './presence-menu';

/**
 * Fetches what comes next while the person reads: the gateway that serves this release may be gone or updated when it
 * is opened, and a menu should open at once.
 */
export function usePreloading({ supervises }: { supervises: boolean }): void {
  useEffect(() => {
    ConversationPart.preload();
    const parts = [LaterPresenceItems, LaterAccountItems, LaterShortcutHelp];
    const timer = setTimeout(() => {
      for (const part of parts) part.preload();
      preloadDialogs();
    }, whenShownMs);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  useEffect(() => {
    if (supervises) SupervisorPart.preload();
  }, [supervises]);
}
const whenShownMs = 1_000;
