/** A checked step: what is told when it is so, and how it is found out. A string that this gives is told too. */
export type Step = readonly [told: string, check: () => Promise<unknown>];

export interface Scene {
  readonly letter: string;
  readonly title: string;
  /** What happens, in order: words alone, and checked steps. */
  readonly happens: readonly (string | Step)[];
}

const stepLimitMs = 40_000;

export type StoryEvent =
  | { readonly kind: 'title'; readonly letter: string; readonly text: string }
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'so'; readonly text: string; readonly detail: string | undefined }
  | { readonly kind: 'not-so'; readonly text: string; readonly why: string }
  | { readonly kind: 'not-reached'; readonly text: string };

/** Plays a scene. What follows a step that is not as told is not played. Returns how many steps were so. */
export async function play(scene: Scene, tell: (told: StoryEvent) => void): Promise<number> {
  tell({ kind: 'title', letter: scene.letter, text: scene.title });
  let good = 0;
  let isBroken = false;
  for (const happening of scene.happens) {
    if (typeof happening === 'string') {
      if (!isBroken) tell({ kind: 'words', text: happening });
      continue;
    }
    const [text, check] = happening;
    if (isBroken) {
      tell({ kind: 'not-reached', text });
      continue;
    }
    try {
      const found = await Promise.race([check(), tooLong()]);
      tell({ kind: 'so', text, detail: typeof found === 'string' ? found : undefined });
      good++;
    } catch (error) {
      isBroken = true;
      tell({ kind: 'not-so', text, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return good;
}

/** A step that hangs is not as told. */
function tooLong(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => {
      reject(new Error(`it was not done after ${stepLimitMs / 1000} s`));
    }, stepLimitMs).unref();
  });
}

export function stepsOf(scene: Scene): number {
  return scene.happens.filter((happening) => typeof happening !== 'string').length;
}
