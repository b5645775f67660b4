import type { WidgetSettings } from '@rejoin/contracts';
import type { Refused } from '@rejoin/kernel';

/** A refusal to somebody who comes too late, with the widget's Redirect URL as it is now (null: a new chat). */
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

/**
 * Whether a page of this origin may show the widget. What sends no Origin is no browser page, and could claim
 * any: it is let through to the credentials.
 */
export function mayEmbed(widget: WidgetSettings | undefined, origin: string | undefined): boolean {
  return origin === undefined || (widget?.allowedOrigins.includes(origin) ?? false);
}

/** Where a refused customer is sent: only with a refusal that means "too late", and only where it is set. */
export function redirectOf(refused: Refused | LateRefusal): string | null {
  return 'redirectUrl' in refused ? refused.redirectUrl : null;
}
