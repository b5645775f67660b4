import { z } from 'zod';
import { AgentSettings, QuickReplySettings, WidgetSettings, WorkstreamSettings } from '../settings';
import { Id, Instant, SignInId, StoredLocale } from '../primitives';
import { family, type FactOf } from './family';

export const widget = family({
  name: 'widget',
  producer: 'config',
  idField: 'widgetId',
  describes: 'a chat widget and its channel settings',
  facts: {
    WidgetChanged: z
      .object({ widgetId: Id, settings: WidgetSettings.safeExtend({ locale: StoredLocale }), at: Instant })
      .describe('A chat widget was made or changed; the whole of its settings.'),
  },
});

export const workstream = family({
  name: 'workstream',
  producer: 'config',
  idField: 'workstreamId',
  describes: 'a workstream',
  facts: {
    WorkstreamChanged: z
      .object({ workstreamId: Id, settings: WorkstreamSettings, at: Instant })
      .describe('A workstream was made or changed; the whole of its settings.'),
  },
});

export const agent = family({
  name: 'agent',
  producer: 'config',
  idField: 'agentId',
  describes: "an agent's maximum capacity, defaults and workstreams",
  facts: {
    AgentChanged: z
      .object({ agentId: Id, settings: AgentSettings, at: Instant })
      .describe('An agent was made or changed; the whole of the settings, without the name.'),
  },
});

export const quickReply = family({
  name: 'quick-reply',
  producer: 'config',
  idField: 'quickReplyId',
  describes: 'a prepared agent message',
  facts: {
    QuickReplyChanged: z
      .object({
        quickReplyId: Id,
        settings: QuickReplySettings.extend({ locale: StoredLocale }),
        at: Instant,
      })
      .describe('A quick reply was made or changed.'),
  },
});

export const account = family({
  name: 'account',
  producer: 'config',
  idField: 'accountId',
  describes: 'an account with which somebody signs in',
  facts: {
    SignInsEnded: z
      .object({
        accountId: Id,
        before: z.int().min(1).describe('sign-ins made before this version of the account hold no more'),
        signIn: z
          .object({ signInId: SignInId, until: Instant.describe('its tokens are over then in any case') })
          .optional()
          .describe('one sign-in that its person ended; then `before` is as it was'),
        at: Instant,
      })
      .describe(
        'A password was set anew, an account lost what it could do, or somebody signed out: who had signed in has to again.',
      ),
  },
});

export type AccountFact = FactOf<typeof account>;
export type WidgetFact = FactOf<typeof widget>;
export type WorkstreamFact = FactOf<typeof workstream>;
export type AgentFact = FactOf<typeof agent>;
export type QuickReplyFact = FactOf<typeof quickReply>;
