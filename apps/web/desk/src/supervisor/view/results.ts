import type { OpenWindow } from '@rejoin/contracts';

/** A conversation on which a supervisor acts. */
export interface Acted extends Pick<OpenWindow, 'conversationId' | 'customerName'> {
  /** What happens in the conversation. Windows have none, because their customers are all disconnected. */
  readonly status?: string;
}

/** An action of a supervisor on conversations. */
export type BulkAction =
  /** The agent gets the conversations, from the queue or from other agents. */
  | { readonly type: 'assign'; readonly toAgentId: string; readonly toName: string }
  | { readonly type: 'extend' }
  | { readonly type: 'give-up' }
  | { readonly type: 'hand-over'; readonly toAgentId: string; readonly toName: string };

export interface ResultItem {
  readonly conversationId: string;
  readonly customerName: string | null;
  readonly outcome: 'pending' | 'done' | 'refused';
  /** The error when the action was refused or the connection was lost. */
  readonly problem: unknown;
}

/** The results of one action for several conversations, one for each. */
export interface Results {
  readonly action: BulkAction;
  readonly items: readonly ResultItem[];
}

export type ResultEvent =
  | { readonly type: 'started'; readonly action: BulkAction; readonly conversations: readonly Acted[] }
  | { readonly type: 'done'; readonly conversationId: string }
  | { readonly type: 'refused'; readonly conversationId: string; readonly problem: unknown }
  | { readonly type: 'dismissed' };

export function evolveResults(results: Results | null, event: ResultEvent): Results | null {
  switch (event.type) {
    case 'started':
      return {
        action: event.action,
        items: event.conversations.map(({ conversationId, customerName }) => {
          return { conversationId, customerName, outcome: 'pending', problem: null };
        }),
      };
    case 'done':
      return answered(results, event.conversationId, { outcome: 'done' });
    case 'refused':
      return answered(results, event.conversationId, { outcome: 'refused', problem: event.problem });
    case 'dismissed':
      return null;
  }
}

/** Counts the completed and the refused items, and returns whether any is still pending. */
export function tallyOf({ items }: Results) {
  const of = (outcome: ResultItem['outcome']) => items.filter((item) => item.outcome === outcome).length;
  return { done: of('done'), refused: of('refused'), isPending: of('pending') > 0 };
}

function answered(
  results: Results | null,
  conversationId: string,
  answer: Partial<ResultItem>,
): Results | null {
  if (results === null) return null;
  const items = results.items.map((item) =>
    item.conversationId === conversationId ? { ...item, ...answer } : item,
  );
  return { ...results, items };
}
