import type { StoryEvent } from './scene';

const isColoured = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
const paint = (code: number, text: string) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
const bold = (text: string) => paint(1, text);
const dim = (text: string) => paint(2, text);
const red = (text: string) => paint(31, text);
const green = (text: string) => paint(32, text);

/** Tells scenes in their order, though they are played at the same time: a later one waits for its turn. */
export class Narrator {
  private readonly waiting: StoryEvent[][];
  private readonly ended: boolean[];
  private turn = 0;

  constructor(
    scenes: number,
    private readonly print: (line: string) => void,
  ) {
    this.waiting = Array.from({ length: scenes }, () => []);
    this.ended = Array.from({ length: scenes }, () => false);
  }

  tell(scene: number, told: StoryEvent): void {
    if (scene === this.turn) this.print(lineOf(told));
    else this.waiting[scene]?.push(told);
  }

  end(scene: number): void {
    this.ended[scene] = true;
    while (this.ended[this.turn]) {
      this.turn++;
      for (const told of this.waiting[this.turn]?.splice(0) ?? []) this.print(lineOf(told));
    }
  }
}

function lineOf(told: StoryEvent): string {
  switch (told.kind) {
    case 'title':
      return `\n${bold(`(${told.letter}) ${told.text}`)}`;
    case 'words':
      return `    ${dim(told.text)}`;
    case 'so':
      return `  ${green('✓')} ${told.text}${told.detail === undefined ? '' : dim(`  ${told.detail}`)}`;
    case 'not-so':
      return `  ${red('✗')} ${told.text}\n    ${red(told.why)}`;
    case 'not-reached':
      return `  ${dim(`- ${told.text} (not reached)`)}`;
  }
}
