type Word = { readonly type: 'who-is-there' | 'i-am' | 'it-is-mine' };

/** The desks of one account in this browser's tabs, so that only one of them is used. */
export class OtherTabs {
  private channel: BroadcastChannel | undefined;

  constructor(
    private readonly hears: {
      /** Another tab has the desk too. */
      twice(): void;
      /** Another tab has taken the desk over. */
      taken(): void;
      /** Whether this tab has it. */
      isMine(): boolean;
    },
  ) {}

  /** Asks whether another tab has this account's desk, and answers those who ask from now on. */
  join(accountId: string): void {
    this.leave();
    const channel = new BroadcastChannel(`rejoin.desk.${accountId}`);
    channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data.type === 'who-is-there' && this.hears.isMine()) this.say('i-am');
      else if (data.type === 'i-am') this.hears.twice();
      else if (data.type === 'it-is-mine') this.hears.taken();
    };
    this.channel = channel;
    this.say('who-is-there');
  }

  take(): void {
    this.say('it-is-mine');
  }

  leave(): void {
    this.channel?.close();
    this.channel = undefined;
  }

  private say(type: Word['type']): void {
    this.channel?.postMessage({ type } satisfies Word);
  }
}
