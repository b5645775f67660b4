import type { StepName } from './story';

interface Step {
  readonly name: StepName;
  readonly title: string;
  readonly words: string;
}

/** The steps of the tour. Each is completed when the events show that it has happened. */
export const tour: readonly Step[] = [
  {
    name: 'hello',
    title: 'Start a chat',
    words: 'Open the chat in the shop and send a message as the customer.',
  },
  {
    name: 'answer',
    title: 'Answer as Anna',
    words: 'Sign in to the agent desk (anna@demo, rejoin-demo) and answer.',
  },
  {
    name: 'link',
    title: 'Send the link',
    words: 'At the agent desk, type / and send “Reconnect link”. You need it later.',
  },
  {
    name: 'cut',
    title: 'Disconnect',
    words: 'Select Disconnect. Anna’s capacity is on hold, and the time limit starts.',
  },
  { name: 'back', title: 'Reconnect', words: 'Select Reconnect. The chat resumes with any missed messages.' },
  {
    name: 'device',
    title: 'Another device',
    words: 'Open the link on the phone to return to the same chat and the same agent.',
  },
  {
    name: 'late',
    title: 'Time out',
    words: 'Let the time limit expire, and then close the conversation to release its capacity.',
  },
];

/** The first step that is not completed. Undefined if all are. */
export function nextStep(done: readonly StepName[]): Step | undefined {
  return tour.find(({ name }) => !done.includes(name));
}
