import { z } from 'zod';
import { meaning } from './meaning';
import { Extension, Id, Locale, Presence, Seconds, WrapUpRule } from './primitives';

const HttpsUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((value) => isHttpsOrLocal(value), 'must be https (http only for localhost)');
export const Origin = HttpsUrl.refine(
  (value) => originOf(value) === value,
  'must be an origin such as https://shop.example',
);

/** Refinements also see what an earlier check has refused: nothing here may throw. */
function originOf(value: string): string | undefined {
  return URL.canParse(value) ? new URL(value).origin : undefined;
}

function isHttpsOrLocal(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url) return false;
  return url.protocol === 'https:' || /^(?:(?:.+\.)?localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
}

/** Such as contoso.com, in lower case and as browsers write it; never one label alone, such as com. */
const Domain = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    'must be a domain such as contoso.com',
  );

/** The allowed origins on a domain or below it: among these a chat may follow its customer. */
export function originsBelow(domain: string, origins: readonly string[]): string[] {
  return origins.filter((origin) => `.${new URL(origin).hostname}`.endsWith(`.${domain}`));
}

/** Domain rules, section 3: the tab *Reconnect to previous chat* of the Chat channel settings. */
export const ReconnectSettings = z.object({
  enabled: z.boolean().describe('Reconnect to previous chat'),
  timeLimitSeconds: Seconds.describe('Time limit'),
  portalUrl: HttpsUrl.nullable().describe('Portal URL: the page that hosts the widget'),
  redirectUrl: HttpsUrl.nullable().describe(
    'Redirect URL: where who comes too late is sent; null offers a new chat',
  ),
  extension: Extension,
});

const PublicKey = z.object({
  kid: z.string().min(1).max(200).nullable(),
  publicKey: z.string().min(1).max(10_000).describe('PEM'),
  expiresAt: z.iso.datetime({ precision: 3 }).nullable(),
});

/** Domain rules, section 6. Keys are public ones: no secret is in here. */
export const AuthenticationSettings = z.object({
  required: z.boolean(),
  publicKeys: z.array(PublicKey).max(20),
  jwksUrl: HttpsUrl.nullable(),
  algorithms: z
    .array(
      meaning({
        RS256: 'RSA with SHA-256.',
        ES256: 'ECDSA on P-256 with SHA-256.',
        EdDSA: 'Ed25519.',
      }),
    )
    .min(1)
    .max(10),
  issuer: z.string().max(500).nullable().describe('null: any issuer whose key verifies'),
  audience: z.string().max(500).nullable(),
  audienceRequired: z.boolean(),
});

/** How customers notice a message while they do not look at the chat. */
export const Notifications = z.object({
  showCount: z.boolean().describe('Show number of new messages'),
  playSound: z.boolean().describe('Play sound notifications for new messages'),
});

export const WidgetSettings = z
  .object({
    workstreamId: Id,
    name: z.string().min(1).max(200),
    active: z.boolean(),
    locale: Locale,
    allowedOrigins: z.array(Origin).max(50),
    askName: z.boolean().describe('whether the widget asks the customer for a name'),
    showPositionInQueue: z.boolean().optional().describe('Show position in queue; absent: no'),
    showAverageWaitTime: z.boolean().optional().describe('Show average wait time; absent: no'),
    notifications: Notifications.optional().describe(
      'settings of older releases do not have it: the number is shown, no sound is played',
    ),
    sharedDomain: Domain.nullable()
      .optional()
      .describe('Keep chats across subdomains of this domain; null or absent: each origin has its own'),
    debounceSeconds: Seconds.max(60).describe('no live connection for this long: away'),
    reconnect: ReconnectSettings,
    authentication: AuthenticationSettings,
  })
  .superRefine((widget, context) => {
    const { enabled, portalUrl } = widget.reconnect;
    if (enabled && portalUrl === null) {
      context.addIssue({
        code: 'custom',
        path: ['reconnect', 'portalUrl'],
        message: 'is required when Reconnect to previous chat is on',
      });
    }
    const portal = portalUrl === null ? undefined : originOf(portalUrl);
    if (portal !== undefined && !widget.allowedOrigins.includes(portal)) {
      context.addIssue({
        code: 'custom',
        path: ['reconnect', 'portalUrl'],
        message: "its host must be one of the widget's allowed origins",
      });
    }
    const { sharedDomain, allowedOrigins } = widget;
    if (sharedDomain && originsBelow(sharedDomain, allowedOrigins.filter(originOf)).length === 0) {
      context.addIssue({
        code: 'custom',
        path: ['sharedDomain'],
        message: "one of the widget's allowed origins must be on this domain",
      });
    }
    const { required, publicKeys, jwksUrl, audience, audienceRequired } = widget.authentication;
    if (required && publicKeys.length === 0 && jwksUrl === null) {
      context.addIssue({
        code: 'custom',
        path: ['authentication', 'publicKeys'],
        message: 'a public key or a JWKS URL is required when sign-in is',
      });
    }
    if (required && audienceRequired && audience === null) {
      context.addIssue({
        code: 'custom',
        path: ['authentication', 'audience'],
        message: 'is required unless the audience check is off',
      });
    }
  });

export const WorkstreamSettings = z
  .object({
    name: z.string().min(1).max(200),
    active: z.boolean(),
    timeZone: z.string().max(100).refine(isTimeZone, 'must be an IANA time zone'),
    unitsPerConversation: z.int().min(0).max(1000).describe('capacity price of one conversation'),
    wrapUpRule: WrapUpRule,
    wrapUpSeconds: Seconds.max(3600).nullable().describe('custom-time only: after this the units go back'),
    autoCloseSeconds: Seconds.describe('Wrap-up is closed after this, or the wrap-up block if longer'),
    openHoldSeconds: Seconds.describe('how long an away customer keeps a place in the queue'),
  })
  .superRefine((workstream, context) => {
    if (workstream.wrapUpRule === 'custom-time' && workstream.wrapUpSeconds === null) {
      context.addIssue({ code: 'custom', path: ['wrapUpSeconds'], message: 'is required for custom-time' });
    }
  });

export const AgentSettings = z.object({
  active: z.boolean(),
  maxUnits: z.int().min(0).max(10_000).describe('maximum capacity'),
  defaultPresence: Presence.describe('presence at sign-in'),
  graceSeconds: Seconds.describe('a lost line longer than this gives the conversations back to the queue'),
  workstreamIds: z.array(Id).max(1000),
});

export const QuickReplySettings = z.object({
  workstreamId: Id,
  title: z.string().min(1).max(200),
  body: z.string().min(1).max(4000),
  locale: Locale,
  active: z.boolean(),
});

export const Role = meaning({
  agent: 'Serves conversations at the desk.',
  supervisor: 'Watches windows, queues and agents, and acts on any conversation.',
  administrator: 'Changes settings and accounts, and reads what supervisors read.',
});

export type Notifications = z.infer<typeof Notifications>;
export type ReconnectSettings = z.infer<typeof ReconnectSettings>;
export type AuthenticationSettings = z.infer<typeof AuthenticationSettings>;
export type WidgetSettings = z.infer<typeof WidgetSettings>;
export type WorkstreamSettings = z.infer<typeof WorkstreamSettings>;
export type AgentSettings = z.infer<typeof AgentSettings>;
export type QuickReplySettings = z.infer<typeof QuickReplySettings>;
export type Role = z.infer<typeof Role>;

/** Of a widget whose settings do not say it. */
export const defaultNotifications: Notifications = { showCount: true, playSound: false };

/** Off, a lost customer has this long for silent resume in the same browser (reference default). */
export const silentResumeSeconds = 180;

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
