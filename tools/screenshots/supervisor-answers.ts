import type { Answer } from './history-scene';
import type { SupervisorScene } from './supervisor-scene';

/** What a request of the supervisor's page asks for or does, and for which conversation. */
export function questionIn(pathname: string): { readonly name: string; readonly of: string } {
  const [of = '', last = ''] = pathname.split('/').slice(-2);
  return { name: last === 'search' ? 'ongoing' : of === 'conversations' ? 'monitored' : last, of };
}

/** Answers queries from the scene and confirms actions, except for a window that cannot be extended any more. */
export function answerSupervisor(scene: SupervisorScene, name: string, of: string): Answer {
  if (name === 'extend' && of === 'w1') {
    return {
      status: 409,
      json: { type: 'about:blank', title: 'no', status: 409, name: 'no-extension-left' },
    };
  }
  return { json: name in scene ? scene[name as keyof SupervisorScene]() : {} };
}
