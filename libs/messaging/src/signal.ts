/** Lets one caller wait for a signal, but not longer than a time limit. */
export class Signal {
  private endWait: (() => void) | undefined;

  /** Waits for {@link ring}. Returns false when `ms` have passed without it. */
  wait(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      const endWait = () => {
        clearTimeout(timer);
        resolve(true);
      };
      this.endWait = endWait;
    });
  }

  /** Ends the wait. A ring while nobody waits is not remembered. */
  ring(): void {
    this.endWait?.();
  }
}
