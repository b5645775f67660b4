import type { QuickReplySettings, WidgetSettings } from '@rejoin/contracts';

/** The slug, which is replaced by the customer's reconnect link when the reply is sent. */
export const reconnectSlug = '{ReconnectUrl{ReconnectID}}';

const slug = /\$?\{ReconnectUrl\{ReconnectID\}\}/;

export function newQuickReply(workstreamId: string, tag: string): QuickReplySettings {
  return { workstreamId, title: '', body: '', locale: tag, active: true };
}

/** Splits the text at the slugs, in all their spellings. */
export function piecesOf(body: string): readonly { readonly text: string; readonly isSlug: boolean }[] {
  return body
    .split(/(\$?\{ReconnectUrl\{ReconnectID\}\})/)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, isSlug: slug.test(piece) }));
}

export function hasSlug(body: string): boolean {
  return slug.test(body);
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
