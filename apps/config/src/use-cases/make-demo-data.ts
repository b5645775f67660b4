import { isRefused, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../domain/audit';
import { demo, demoPassword, demoSignedInWidget, movedTo, signedInWidget } from '../domain/demo';
import { kinds, type Kind, type Settings } from '../domain/kinds';
import { defaultOrganisation } from '../domain/organisation';
import { findAccount } from '../store/accounts.store';
import { findSettings } from '../store/settings.store';
import { PasswordHashes } from './hash-password';
import { keepDemoKey } from './keep-demo-key';
import { SaveAccount } from './save-account';
import { SaveSettings } from './save-settings';

const actor: Actor = { org: defaultOrganisation, as: 'demo', accountId: null };

/**
 * Creates the demo data that does not exist yet, and updates its widgets when the portal has moved. Later changes by
 * people stay.
 */
@Injectable()
export class MakeDemoData {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHashes,
    private readonly saveSettings: SaveSettings,
    private readonly saveAccount: SaveAccount,
  ) {}

  async run(portalUrl: string, keyFile: string | undefined): Promise<void> {
    await this.make(kinds.workstream, demo.workstreams);
    await this.make(kinds.widget, demo.widgets(portalUrl));
    await this.makeSignedInWidget(portalUrl, keyFile);
    for (const id of ['demo', demoSignedInWidget]) await this.move(id, portalUrl);
    await this.make(kinds.quickReply, demo.quickReplies);
    await this.make(kinds.agent, demo.agents);
    await this.makeAccounts();
  }

  private async make(kind: Kind, things: Record<string, Settings>): Promise<void> {
    for (const [id, settings] of Object.entries(things)) {
      const outcome = await this.database.transaction((tx) =>
        this.saveSettings.create(tx, actor, kind, settings, id),
      );
      acceptExisting(outcome, `${kind.what} ${id}`);
    }
  }

  /** Gives the widget the key of the file, also when the file was replaced since. */
  private async makeSignedInWidget(portalUrl: string, keyFile: string | undefined): Promise<void> {
    const current = await findSettings(this.database, kinds.widget, actor.org, demoSignedInWidget);
    if (current && keyFile === undefined) return;
    const fresh = signedInWidget(portalUrl, await keepDemoKey(keyFile));
    if (!current) return this.make(kinds.widget, { [demoSignedInWidget]: fresh });
    const { authentication, ...settings } = kinds.widget.schema.parse(current.value);
    const { publicKeys } = fresh.authentication;
    const next = { ...settings, authentication: { ...authentication, publicKeys } };
    await this.database.transaction((tx) =>
      this.saveSettings.replace(tx, actor, kinds.widget, current.id, [current.version], next),
    );
  }

  /** An earlier start may have used other ports, and an earlier version other addresses. */
  private async move(id: string, portalUrl: string): Promise<void> {
    const current = await findSettings(this.database, kinds.widget, actor.org, id);
    if (!current) return;
    const moved = movedTo(portalUrl, kinds.widget.schema.parse(current.value));
    await this.database.transaction((tx) =>
      this.saveSettings.replace(tx, actor, kinds.widget, id, [current.version], moved),
    );
  }

  private async makeAccounts(): Promise<void> {
    // All accounts share one hash, because their passwords are publicly the same.
    let hash: string | undefined;
    for (const [id, settings] of Object.entries(demo.accounts)) {
      if (await findAccount(this.database, actor.org, id)) continue;
      const passwordHash = (hash ??= await this.hashOfDemo());
      const outcome = await this.database.transaction((tx) =>
        this.saveAccount.create(tx, actor, settings, passwordHash, id),
      );
      acceptExisting(outcome, `account ${id}`);
    }
  }

  private async hashOfDemo(): Promise<string> {
    const hash = await this.passwords.hash(demoPassword);
    if (isRefused(hash)) throw new Error('too many passwords are hashed while the demo starts');
    return hash;
  }
}

/**
 * Accepts that it exists already: from an earlier start, or because another replica created it at the same moment.
 */
function acceptExisting(outcome: object | Refused, what: string): void {
  if (isRefused(outcome) && outcome.refused !== 'already-exists') {
    throw new Error(`the demo's ${what} was refused: ${JSON.stringify(outcome)}`);
  }
}
