import type { OpenWindow } from '@rejoin/contracts';

/** What a supervisor does with windows. */
export type Deed =
  | { readonly type: 'extend' }
  | { readonly type: 'give-up' }
  | { readonly type: 'hand-over'; readonly toAgentId: string; readonly toName: string };

export interface ResultLine {
  readonly conversationId: string;
  readonly customerName: string | null;
  readonly outcome: 'going' | 'done' | 'refused';
  /** What was refused, or lost on its way. */
  readonly problem: unknown;
}

/** One deed at several conversations, each with an answer of its own. */
export interface Results {
  readonly deed: Deed;
  readonly lines: readonly ResultLine[];
}

export type ResultEvent =
  | { readonly type: 'began'; readonly deed: Deed; readonly windows: readonly OpenWindow[] }
  | { readonly type: 'done'; readonly conversationId: string }
  | { readonly type: 'refused'; readonly conversationId: string; readonly problem: unknown }
  | { readonly type: 'dismissed' };

export function evolveResults(results: Results | null, event: ResultEvent): Results | null {
  switch (event.type) {
    case 'began':
      return {
        deed: event.deed,
        lines: event.windows.map(({ conversationId, customerName }) => {
          return { conversationId, customerName, outcome: 'going', problem: null };
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

/** How many are done, how many were refused, and whether all have an answer. */
export function tallyOf({ lines }: Results) {
  const of = (outcome: ResultLine['outcome']) => lines.filter((line) => line.outcome === outcome).length;
  return { done: of('done'), refused: of('refused'), isGoing: of('going') > 0 };
}

function answered(
  results: Results | null,
  conversationId: string,
  answer: Partial<ResultLine>,
): Results | null {
  if (results === null) return null;
  const lines = results.lines.map((line) =>
    line.conversationId === conversationId ? { ...line, ...answer } : line,
  );
  return { ...results, lines };
}
