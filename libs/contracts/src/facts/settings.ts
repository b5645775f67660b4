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
      .describe('A chat widget was created or changed. The fact contains all of its settings.'),
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
      .describe('A workstream was created or changed. The fact contains all of its settings.'),
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
      .describe('An agent was created or changed. The fact contains all of the settings except the name.'),
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
      .describe('A quick reply was created or changed. The fact contains all of its settings.'),
  },
});

export const account = family({
  name: 'account',
  producer: 'config',
  idField: 'accountId',
  describes: 'an account that a person signs in with',
  facts: {
    SignInsEnded: z
      .object({
        accountId: Id,
        before: z
          .int()
          .min(1)
          .describe('sign-ins that began before this version of the account are no longer valid'),
        signIn: z
          .object({ signInId: SignInId, until: Instant.describe('when the last of its tokens expires') })
          .optional()
          .describe('the one sign-in that its person ended; `before` is unchanged then'),
        at: Instant,
      })
      .describe(
        'A password was reset, an account lost a role, or a person signed out. Earlier sign-ins of the account are no longer valid.',
      ),
  },
});

export type AccountFact = FactOf<typeof account>;
export type WidgetFact = FactOf<typeof widget>;
export type WorkstreamFact = FactOf<typeof workstream>;
export type AgentFact = FactOf<typeof agent>;
export type QuickReplyFact = FactOf<typeof quickReply>;
