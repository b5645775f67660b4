import type { WidgetSettings } from '@rejoin/contracts';
import type { Refused } from '@rejoin/kernel';

/**
 * A refusal of a customer who is too late, with the current Redirect URL of the widget. Null means that the
 * client offers a new chat.
 */
export interface LateRefusal extends Refused {
  readonly redirectUrl: string | null;
}

export function withRedirect(refused: Refused, widget: WidgetSettings | undefined): Refused | LateRefusal {
  if (!isTooLate(refused)) return refused;
  return { ...refused, redirectUrl: widget?.reconnect.redirectUrl ?? null };
}

export function isTooLate({ refused }: Refused): boolean {
  return refused === 'window-expired' || refused === 'conversation-ended';
}

/** Stands for the origin of the page on which an administrator tries a widget. No browser sends such an origin. */
export function tryOrigin(widgetId: string): string {
  return `try:${widgetId}`;
}

/**
 * Returns whether a page of this origin may show the widget. A client without an Origin header is not a browser page
 * and could send any origin, so only its credentials are checked.
 */
export function mayEmbed(
  widget: WidgetSettings | undefined,
  widgetId: string,
  origin: string | undefined,
): boolean {
  if (origin === undefined) return true;
  return widget !== undefined && (widget.allowedOrigins.includes(origin) || origin === tryOrigin(widgetId));
}

/** Returns the Redirect URL of a refusal that means "too late", when the widget has one. */
export function redirectOf(refused: Refused | LateRefusal): string | null {
  return 'redirectUrl' in refused ? refused.redirectUrl : null;
}
