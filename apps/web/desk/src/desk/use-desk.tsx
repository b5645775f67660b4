import { createContext, useContext, useSyncExternalStore } from 'react';
import type { DeskConversation } from '@rejoin/client';
import type { DeskView } from '../view/desk-view';
import type { DeskTab } from './desk-tab';

const DeskContext = createContext<DeskTab | undefined>(undefined);

export const DeskProvider = DeskContext.Provider;

export function useDesk(): DeskTab {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('there is no DeskProvider');
  return desk;
}

/** Returns a part of the desk's view. `select` must return the same value for the same view. */
export function useDeskView<Part>(select: (view: DeskView) => Part): Part {
  const desk = useDesk();
  return useSyncExternalStore(desk.subscribe, () => select(desk.getView()));
}

export function useConversation(conversationId: string): DeskConversation | undefined {
  return useDeskView((view) => view.desk.conversations.get(conversationId));
}
