import type { QuickReplySettings, WidgetSettings } from '@rejoin/contracts';
import { locale, text } from '../form/checks';
import { problemsOf, type Problems } from '../form/problem';

/** Replaced by a link of the customer's own when the reply is sent. */
export const reconnectSlug = '{ReconnectUrl{ReconnectID}}';

const slug = /\$?\{ReconnectUrl\{ReconnectID\}\}/;

export function newQuickReply(workstreamId: string, tag: string): QuickReplySettings {
  return { workstreamId, title: '', body: '', locale: tag, active: true };
}

export function quickReplyProblems({ title, body, locale: tag }: QuickReplySettings): Problems {
  return problemsOf([text('/title', title), text('/body', body, 4000), locale('/locale', tag)]);
}

/** The text in pieces, the slug's spellings among them. */
export function piecesOf(body: string): readonly { readonly text: string; readonly isSlug: boolean }[] {
  return body
    .split(/(\$?\{ReconnectUrl\{ReconnectID\}\})/)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, isSlug: slug.test(piece) }));
}

export function hasSlug(body: string): boolean {
  return slug.test(body);
}

/** Puts the slug where the caret is, set off by spaces. */
export function withSlug(body: string, start: number, end: number): { body: string; caret: number } {
  const [before, after] = [body.slice(0, start), body.slice(end)];
  const lead = before === '' || /\s$/.test(before) ? '' : ' ';
  const tail = after === '' || /^\s/.test(after) ? '' : ' ';
  return {
    body: before + lead + reconnectSlug + tail + after,
    caret: (before + lead + reconnectSlug).length,
  };
}

/** Names of a workstream's chat widgets on which a reply with the slug is refused. */
export function widgetsWithoutReconnect(widgets: readonly WidgetSettings[]): readonly string[] {
  return widgets.filter(({ active, reconnect }) => active && !reconnect.enabled).map(({ name }) => name);
}
