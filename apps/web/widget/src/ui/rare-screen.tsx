import type { VNode } from 'preact';
import type { Phase, View } from '../view';
import { LinkScreen } from './link-screen';
import { Elsewhere, Ended, TooLate, Unavailable } from './over';
import { Prompt } from './prompt';

/** The screens before and after a chat that most customers never see. */
export function RareScreen({ phase, kept }: { phase: Phase; kept: View['kept'] }): VNode | null {
  switch (phase.name) {
    case 'prompt':
      return <Prompt conversations={phase.conversations} />;
    case 'link':
      return <LinkScreen />;
    case 'too-late':
      return <TooLate phase={phase} kept={kept} />;
    case 'ended':
      return <Ended items={phase.items} />;
    case 'elsewhere':
      return <Elsewhere />;
    case 'unavailable':
      return <Unavailable phase={phase} kept={kept} />;
    default:
      return null;
  }
}
