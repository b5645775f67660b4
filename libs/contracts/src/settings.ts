import { z } from 'zod';
import { closingSettings } from './closing';
import { brokenRule, pattern, rule } from './field-problems';
import { offerLimits, retentionLimits } from './limits';
import { meaning } from './meaning';
import { Extension, Id, Locale, Presence, Seconds, WrapUpRule } from './primitives';

const HttpsUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((value) => isHttpsOrLocal(value), rule('not-https'));
export const Origin = HttpsUrl.refine((value) => originOf(value) === value, rule('not-an-origin'));

/** Refinements also run on values that an earlier check rejected, so this must not throw. */
function originOf(value: string): string | undefined {
  return URL.canParse(value) ? new URL(value).origin : undefined;
}

function isHttpsOrLocal(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url) return false;
  return url.protocol === 'https:' || /^(?:(?:.+\.)?localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
}

/** A domain such as contoso.com, in lower case, with at least two labels. */
const Domain = z
  .string()
  .max(253)
  .regex(...pattern(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/, 'not-a-domain'));

/** The allowed origins on a domain or its subdomains. A chat can continue on all of them. */
export function originsBelow(domain: string, origins: readonly string[]): string[] {
  return origins.filter((origin) => `.${new URL(origin).hostname}`.endsWith(`.${domain}`));
}

/** The tab *Reconnect to previous chat* of the chat channel settings. See docs/domain.md, Reconnect settings. */
export const ReconnectSettings = z.object({
  enabled: z.boolean().describe('Reconnect to previous chat'),
  timeLimitSeconds: Seconds.describe('Time limit'),
  portalUrl: HttpsUrl.nullable().describe('Portal URL: the page that hosts the widget'),
  redirectUrl: HttpsUrl.nullable().describe(
    'Redirect URL: where customers are sent who reconnect too late; null: offer a new chat',
  ),
  extension: Extension,
});

const PublicKey = z.object({
  kid: z.string().min(1).max(200).nullable(),
  publicKey: z.string().min(1).max(10_000).describe('PEM'),
  expiresAt: z.iso.datetime({ precision: 3 }).nullable(),
});

/** See docs/domain.md, Authentication of customers. The settings have public keys only and no secret. */
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
  issuer: z.string().max(500).nullable().describe('null: any issuer whose key verifies the token'),
  audience: z.string().max(500).nullable(),
  audienceRequired: z.boolean(),
});

/** How customers are notified of new messages while the chat is not visible. */
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
      'absent in settings of older releases: the number is shown, and no sound is played',
    ),
    sharedDomain: Domain.nullable()
      .optional()
      .describe('Keep chats across subdomains of this domain; null or absent: each origin has its own'),
    debounceSeconds: Seconds.max(60).describe(
      'a customer without a connection for this long is disconnected',
    ),
    reconnect: ReconnectSettings,
    authentication: AuthenticationSettings,
  })
  .superRefine((widget, context) => {
    const { enabled, portalUrl } = widget.reconnect;
    if (enabled && portalUrl === null) {
      context.addIssue(brokenRule(['reconnect', 'portalUrl'], 'portal-required'));
    }
    const portal = portalUrl === null ? undefined : originOf(portalUrl);
    if (portal !== undefined && !widget.allowedOrigins.includes(portal)) {
      context.addIssue(brokenRule(['reconnect', 'portalUrl'], 'portal-host'));
    }
    const { sharedDomain, allowedOrigins } = widget;
    if (sharedDomain && originsBelow(sharedDomain, allowedOrigins.filter(originOf)).length === 0) {
      context.addIssue(brokenRule(['sharedDomain'], 'domain-without-origin'));
    }
    const { required, publicKeys, jwksUrl, audience, audienceRequired } = widget.authentication;
    if (required && publicKeys.length === 0 && jwksUrl === null) {
      context.addIssue(brokenRule(['authentication', 'publicKeys'], 'key-required'));
    }
    if (required && audienceRequired && audience === null) {
      context.addIssue(brokenRule(['authentication', 'audience'], 'audience-required'));
    }
  });

/** The longest wrap-up with a custom time. */
export const longestWrapUpSeconds = 3600;

/** An IANA time zone. */
export const TimeZone = z
  .string()
  .max(100)
  .refine((value) => isTimeZone(value), rule('time-zone'));

export const WorkstreamSettings = z
  .object({
    name: z.string().min(1).max(200),
    active: z.boolean(),
    timeZone: TimeZone,
    unitsPerConversation: z.int().min(0).max(1000).describe('capacity units per conversation'),
    wrapUpRule: WrapUpRule,
    wrapUpSeconds: Seconds.max(longestWrapUpSeconds)
      .nullable()
      .describe('custom-time only: seconds until the capacity units are released'),
    autoCloseSeconds: Seconds.describe(
      'a conversation in wrap-up is closed after this, or after wrapUpSeconds if that is longer',
    ),
    openHoldSeconds: Seconds.describe('how long a disconnected customer keeps the place in the queue'),
    offerSeconds: z
      .int()
      .min(offerLimits.shortestSeconds.value)
      .max(offerLimits.longestSeconds.value)
      .nullish()
      .describe('how long an agent can accept an offered chat; null or absent: chats are assigned at once'),
    awayAfterMissedOffer: z
      .boolean()
      .optional()
      .describe('whether the presence of an agent who misses an offered chat becomes away; absent: no'),
    keepTranscriptsDays: z
      .int()
      .min(1)
      .max(retentionLimits.longestDays.value)
      .nullish()
      .describe('days after a conversation was closed until its texts are erased; null or absent: kept'),
    keepConversationsDays: z
      .int()
      .min(retentionLimits.shortestConversationDays.value)
      .max(retentionLimits.longestDays.value)
      .nullish()
      .describe('days after a conversation was closed until its records are deleted; null or absent: kept'),
    ...closingSettings,
  })
  .superRefine((workstream, context) => {
    if (workstream.wrapUpRule === 'custom-time' && workstream.wrapUpSeconds === null) {
      context.addIssue(brokenRule(['wrapUpSeconds'], 'wrap-up-required'));
    }
  });

export const AgentSettings = z.object({
  active: z.boolean(),
  maxUnits: z.int().min(0).max(10_000).describe('maximum capacity'),
  defaultPresence: Presence.describe('presence at sign-in'),
  graceSeconds: Seconds.describe(
    'Agent reconnect grace period: conversations of an agent who is disconnected for longer go back to the queue',
  ),
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
  agent: 'Answers customers at the agent desk.',
  supervisor: 'Monitors disconnected customers, queues and agents, and can act on any conversation.',
  administrator: 'Manages settings and accounts, and can do what supervisors can do.',
});

export type Notifications = z.infer<typeof Notifications>;
export type ReconnectSettings = z.infer<typeof ReconnectSettings>;
export type AuthenticationSettings = z.infer<typeof AuthenticationSettings>;
export type WidgetSettings = z.infer<typeof WidgetSettings>;
export type WorkstreamSettings = z.infer<typeof WorkstreamSettings>;
export type AgentSettings = z.infer<typeof AgentSettings>;
export type QuickReplySettings = z.infer<typeof QuickReplySettings>;
export type Role = z.infer<typeof Role>;

/** The notifications of a widget whose settings do not contain them. */
export const defaultNotifications: Notifications = { showCount: true, playSound: false };

/** The grace period of a new agent, and of one whose settings a gateway has not received. */
export const defaultGraceSeconds = 150;

/** The debounce of a new chat widget, and of one whose settings a gateway has not received. */
export const defaultDebounceSeconds = 5;

/** The time limit in the same browser when Reconnect to previous chat is off (the default of Dynamics 365). */
export const silentResumeSeconds = 180;

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
