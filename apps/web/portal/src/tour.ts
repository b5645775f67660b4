import type { StepName } from './story';

interface Step {
  readonly name: StepName;
  readonly title: string;
  readonly words: string;
}

/** What a visitor does in a minute. Each step ticks itself off when the system has told that it happened. */
export const tour: readonly Step[] = [
  { name: 'hello', title: 'Say hello', words: 'Open the chat in the shop and write a line as its customer.' },
  {
    name: 'answer',
    title: 'Answer as Anna',
    words: 'Sign in at the desk (anna@demo, rejoin-demo) and answer.',
  },
  {
    name: 'link',
    title: 'Send the link',
    words: 'At the desk type / and send “Link to come back”: for later.',
  },
  { name: 'cut', title: 'Cut the line', words: 'Press it and watch: Anna’s slot is held, the time runs.' },
  { name: 'back', title: 'Restore it', words: 'The customer is back by itself, with what was missed.' },
  {
    name: 'device',
    title: 'Another device',
    words: 'Open the link on the phone: same chat, same Anna, nothing lost.',
  },
  {
    name: 'late',
    title: 'Too late',
    words: 'Let the time run out once, then close the chat at the desk: the slot is free.',
  },
];

/** The first step that nobody has made yet; undefined when all are done. */
export function nextStep(done: readonly StepName[]): Step | undefined {
  return tour.find(({ name }) => !done.includes(name));
}
