import type { WidgetSettings, WorkstreamSettings } from '@rejoin/contracts';

/** Why no chat would come of a trial, in the order in which an administrator removes the reasons. */
export type Obstacle = 'widgetInactive' | 'workstreamInactive' | 'signIn' | 'noAgents';

export function trialObstacles(
  widget: Pick<WidgetSettings, 'active' | 'authentication'>,
  workstream: Pick<WorkstreamSettings, 'active'>,
  activeAgents: number,
): readonly Obstacle[] {
  return [
    ...(widget.active ? [] : ['widgetInactive' as const]),
    ...(workstream.active ? [] : ['workstreamInactive' as const]),
    ...(widget.authentication.required ? ['signIn' as const] : []),
    ...(activeAgents > 0 ? [] : ['noAgents' as const]),
  ];
}
