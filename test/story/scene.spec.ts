import { Narrator } from './narrator';
import { play, stepsOf, type Scene, type StoryEvent } from './scene';

const fine = () => Promise.resolve();
const broken = () => Promise.reject(new Error('it rains'));

function scene(...happens: Scene['happens']): Scene {
  return { letter: 'a', title: 'A day', happens };
}

async function told(played: Scene): Promise<{ good: number; told: StoryEvent['kind'][] }> {
  const kinds: StoryEvent['kind'][] = [];
  const good = await play(played, ({ kind }) => kinds.push(kind));
  return { good, told: kinds };
}

describe('a scene', () => {
  it('is told step by step, with the words between', async () => {
    const day = scene('Morning.', ['the sun rises', fine], 'Evening.', ['it sets', fine]);
    expect(await told(day)).toEqual({ good: 2, told: ['title', 'words', 'so', 'words', 'so'] });
    expect(stepsOf(day)).toBe(2);
  });

  it('tells what a step found', async () => {
    const all: StoryEvent[] = [];
    await play(scene(['it is warm', () => Promise.resolve('21 degrees')]), (one) => all.push(one));
    expect(all.at(-1)).toMatchObject({ kind: 'so', detail: '21 degrees' });
  });

  it('does not wait for ever for a step', async () => {
    jest.useFakeTimers();
    const played = told(scene(['it stops raining', () => new Promise(() => undefined)]));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(await played).toEqual({ good: 0, told: ['title', 'not-so'] });
    jest.useRealTimers();
  });

  it('goes no further when a step is not as told, and says what was not reached', async () => {
    const day = scene(['the sun shines', broken], 'At noon.', ['we swim', fine]);
    expect(await told(day)).toEqual({ good: 0, told: ['title', 'not-so', 'not-reached'] });
  });
});

describe('scenes that are played at the same time', () => {
  it('are told one after the other', () => {
    const lines: string[] = [];
    const narrator = new Narrator(3, (line) => lines.push(line.trim()));
    const say = (at: number, text: string) => {
      narrator.tell(at, { kind: 'words', text });
    };
    say(1, 'second');
    say(0, 'first');
    narrator.end(1);
    say(2, 'third');
    expect(lines).toHaveLength(1);
    narrator.end(0);
    say(2, 'the end');
    const words = ['first', 'second', 'third', 'the end'];
    expect(lines.map((line) => words.find((word) => line.includes(word)))).toEqual(words);
  });
});
