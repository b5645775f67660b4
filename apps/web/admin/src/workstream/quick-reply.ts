import {
  hasReconnectSlug,
  reconnectSlug,
  reconnectSlugPattern,
  type QuickReplySettings,
  type WidgetSettings,
} from '@rejoin/contracts';

/** The group keeps the slugs among the pieces of a split. */
const keptSlug = new RegExp(`(${reconnectSlugPattern.source})`);

export function newQuickReply(workstreamId: string, tag: string): QuickReplySettings {
  return { workstreamId, title: '', body: '', locale: tag, active: true };
}

/** Splits the text at the slugs, in all their spellings. */
export function piecesOf(body: string): readonly { readonly text: string; readonly isSlug: boolean }[] {
  return body
    .split(keptSlug)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, isSlug: hasReconnectSlug(piece) }));
}

/** Inserts the slug at the caret, surrounded by spaces. */
export function withSlug(body: string, start: number, end: number): { body: string; caret: number } {
  const [before, after] = [body.slice(0, start), body.slice(end)];
  const lead = before === '' || /\s$/.test(before) ? '' : ' ';
  const tail = after === '' || /^\s/.test(after) ? '' : ' ';
  return {
    body: before + lead + reconnectSlug + tail + after,
    caret: (before + lead + reconnectSlug).length,
  };
}

/** The names of the chat widgets of a workstream for which a reply with the slug is refused. */
export function widgetsWithoutReconnect(widgets: readonly WidgetSettings[]): readonly string[] {
  return widgets.filter(({ active, reconnect }) => active && !reconnect.enabled).map(({ name }) => name);
}
