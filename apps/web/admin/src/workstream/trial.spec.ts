import { trialObstacles } from './trial';

const widget = (active: boolean, required = false) => ({
  active,
  authentication: { required } as Parameters<typeof trialObstacles>[0]['authentication'],
});

describe('a trial of a widget', () => {
  it('has no obstacle when customers can chat with an agent', () => {
    expect(trialObstacles(widget(true), { active: true }, 1)).toEqual([]);
  });

  it('names everything that keeps a chat from an agent', () => {
    expect(trialObstacles(widget(false, true), { active: false }, 0)).toEqual([
      'widgetInactive',
      'workstreamInactive',
      'signIn',
      'noAgents',
    ]);
  });
});
