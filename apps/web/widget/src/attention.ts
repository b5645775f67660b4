import type { Notifications } from '@rejoin/contracts';

/** Within this time another tab that shows the chat marks a message as seen. */
const othersMs = 400;
/** Within this time the tabs of one browser play one sound. */
const oneSoundMs = 2_000;

/**
 * Shows a customer that there are new messages while the page is in the background: by its title and by a sound. A page
 * may play sound only after its customer has pressed something in it; nothing is tried before, so that nothing is
 * refused.
 */
export class Attention {
  private count = 0;
  private audio: AudioContext | undefined;
  private readonly title = new CountedTitle();

  constructor() {
    // Safari permits later sounds only to an AudioContext that was created during a click.
    addEventListener('click', () => this.wake(), { capture: true, once: true });
  }

  /** `count`: the unread messages while the page is in the background, otherwise 0. */
  update(count: number, { showCount, playSound }: Notifications): void {
    this.title.show(showCount ? count : 0);
    const isNew = count > this.count;
    this.count = count;
    if (isNew && playSound) setTimeout(() => this.count > 0 && this.playOnce(), othersMs);
  }

  private playOnce(): void {
    // Pages without TLS have no locks.
    const locks = navigator.locks as LockManager | undefined;
    if (!locks) {
      void this.play();
      return;
    }
    void locks.request('rejoin-sound', { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      void this.play();
      await new Promise((resolve) => setTimeout(resolve, oneSoundMs));
    });
  }

  private async play(): Promise<void> {
    if (!this.wake()) return;
    const { audio } = this;
    try {
      await audio?.resume();
      if (audio?.state === 'running') chime(audio);
    } catch {
      // The device cannot play sound.
    }
  }

  /** Whether sound is permitted. */
  private wake(): boolean {
    if (!this.audio && (navigator.userActivation as UserActivation | undefined)?.hasBeenActive) {
      try {
        this.audio = new AudioContext();
        void this.audio.suspend();
      } catch {
        // A browser permits only a limited number of them.
      }
    }
    return this.audio !== undefined;
  }
}

/** Plays two tones that fade in and out. */
function chime(audio: AudioContext): void {
  const volume = audio.createGain();
  volume.connect(audio.destination);
  const now = audio.currentTime;
  volume.gain.setValueAtTime(0.0001, now);
  volume.gain.exponentialRampToValueAtTime(0.15, now + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.0001, now + 0.6);
  [660, 880].forEach((frequency, index) => {
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume);
    tone.start(now + index * 0.15);
    tone.stop(now + 0.6);
    tone.onended = () => void audio.suspend();
  });
}

/** The page's title with a number before it. Changes that the page makes to its title meanwhile are kept. */
class CountedTitle {
  private own: string | undefined;
  private shown: string | undefined;

  show(count: number): void {
    const title = document.querySelector('head > title');
    if (!title) return;
    if (title.textContent !== this.shown) this.own = undefined;
    if (count === 0) {
      if (this.own !== undefined) title.textContent = this.own;
      this.own = undefined;
      return;
    }
    this.own ??= title.textContent;
    this.shown = `(${count}) ${this.own}`;
    title.textContent = this.shown;
  }
}
