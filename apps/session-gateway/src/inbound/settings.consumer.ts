import {
  agent,
  quickReply,
  widget,
  workstream,
  type AgentFact,
  type QuickReplyFact,
  type WidgetFact,
  type WorkstreamFact,
} from '@rejoin/contracts';
import { OnFacts, type Delivered } from '@rejoin/messaging';
import type { Tx } from '@rejoin/persistence';
import { Controller } from '@nestjs/common';
import { SettingsStore } from '../store/settings.store';

/** Stores the projection of the settings. A fact contains all settings, so the last one of a batch wins. */
@Controller()
export class SettingsConsumer {
  constructor(private readonly settings: SettingsStore) {}

  @OnFacts(widget)
  onWidgets(facts: readonly Delivered<WidgetFact>[], tx: Tx): Promise<void> {
    return this.settings.saveWidgets(tx, new Map(facts.map(({ data }) => [data.widgetId, data.settings])));
  }

  @OnFacts(workstream)
  onWorkstreams(facts: readonly Delivered<WorkstreamFact>[], tx: Tx): Promise<void> {
    return this.settings.saveWorkstreams(
      tx,
      new Map(facts.map(({ data }) => [data.workstreamId, data.settings])),
    );
  }

  @OnFacts(agent)
  onAgents(facts: readonly Delivered<AgentFact>[], tx: Tx): Promise<void> {
    return this.settings.saveAgents(tx, new Map(facts.map(({ data }) => [data.agentId, data.settings])));
  }

  @OnFacts(quickReply)
  onQuickReplies(facts: readonly Delivered<QuickReplyFact>[], tx: Tx): Promise<void> {
    return this.settings.saveQuickReplies(
      tx,
      new Map(facts.map(({ data }) => [data.quickReplyId, data.settings])),
    );
  }
}
