type TabMessage = { readonly type: 'who-is-there' | 'i-am' | 'it-is-mine' };

/** Coordinates the tabs of this browser that have the same account's desk, so that only one of them uses it. */
export class OtherTabs {
  private channel: BroadcastChannel | undefined;

  constructor(
    private readonly handlers: {
      /** Called when another tab uses the desk too. */
      onOtherTab(): void;
      /** Called when another tab has taken over the desk. */
      onTakeover(): void;
      /** Returns whether this tab uses the desk. */
      isActive(): boolean;
    },
  ) {}

  /** Asks whether another tab uses this account's desk, and answers such requests of other tabs from now on. */
  join(accountId: string): void {
    this.leave();
    const channel = new BroadcastChannel(`rejoin.desk.${accountId}`);
    channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      if (data.type === 'who-is-there' && this.handlers.isActive()) this.post('i-am');
      else if (data.type === 'i-am') this.handlers.onOtherTab();
      else if (data.type === 'it-is-mine') this.handlers.onTakeover();
    };
    this.channel = channel;
    this.post('who-is-there');
  }

  takeOver(): void {
    this.post('it-is-mine');
  }

  leave(): void {
    this.channel?.close();
    this.channel = undefined;
  }

  private post(type: TabMessage['type']): void {
    this.channel?.postMessage({ type } satisfies TabMessage);
  }
}
