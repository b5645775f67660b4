import { parseBody, Problem } from '@rejoin/service';
import { shop } from './shop.fixture';
import { kinds, settingsProblems, type Kind, type Settings } from './kinds';

const { widget } = shop;
const { reconnect, authentication } = widget;

/** The fields that the schema, or the rules outside the schema, refuse. */
function refusedFields(kind: Kind, settings: Settings, workstreams = ['shop']): string[] {
  try {
    const parsed = parseBody(kind.schema, settings);
    return settingsProblems(kind, parsed, new Set(workstreams)).map(({ field }) => field);
  } catch (error) {
    return (error as Problem).fields.map(({ field }) => field);
  }
}

describe('the settings of a widget', () => {
  it.each<[string, Settings, string[]]>([
    ['are accepted when all is well', widget, []],
    [
      'need a portal URL when Reconnect to previous chat is on',
      { ...widget, reconnect: { ...reconnect, portalUrl: null } },
      ['/reconnect/portalUrl'],
    ],
    [
      'need no portal URL when it is off',
      { ...widget, reconnect: { ...reconnect, enabled: false, portalUrl: null } },
      [],
    ],
    [
      'take no portal URL of a host that is not an allowed origin',
      { ...widget, reconnect: { ...reconnect, portalUrl: 'https://evil.example/help' } },
      ['/reconnect/portalUrl'],
    ],
    [
      'take http for localhost only',
      { ...widget, reconnect: { ...reconnect, redirectUrl: 'http://shop.example/late' } },
      ['/reconnect/redirectUrl'],
    ],
    [
      'take no URL with a user name or password in it',
      { ...widget, reconnect: { ...reconnect, redirectUrl: 'https://me:pass@shop.example/late' } },
      ['/reconnect/redirectUrl'],
    ],
    [
      'take origins without a path',
      { ...widget, allowedOrigins: ['https://shop.example', 'https://shop.example/help'] },
      ['/allowedOrigins/1'],
    ],
    [
      'keep the time limit between a second and a day',
      {
        ...widget,
        reconnect: { ...reconnect, timeLimitSeconds: 86_401, extension: { times: 1, seconds: 0 } },
      },
      ['/reconnect/timeLimitSeconds', '/reconnect/extension/seconds'],
    ],
    [
      'need a key and an audience when sign-in is required',
      { ...widget, authentication: { ...authentication, required: true } },
      ['/authentication/publicKeys', '/authentication/audience'],
    ],
    ['need a workstream that exists', { ...widget, workstreamId: 'elsewhere' }, ['/workstreamId']],
  ])('%s', (_promise, settings, fields) => {
    expect(refusedFields(kinds.widget, settings)).toEqual(fields);
  });
});

describe('the settings of the other resources', () => {
  it('need a time when the wrap-up rule is custom-time', () => {
    const workstream = { ...shop.workstream, wrapUpRule: 'custom-time' };
    expect(refusedFields(kinds.workstream, workstream)).toEqual(['/wrapUpSeconds']);
    expect(refusedFields(kinds.workstream, { ...workstream, wrapUpSeconds: 60 })).toEqual([]);
  });

  it('take only time zones of the IANA list', () => {
    const workstream = { ...shop.workstream, timeZone: 'Mars/Olympus' };
    expect(refusedFields(kinds.workstream, workstream)).toEqual(['/timeZone']);
  });

  it('are refused with each workstream of an agent that does not exist', () => {
    const agent = { ...shop.agents.anna, workstreamIds: ['shop', 'gone', 'lost'] };
    expect(refusedFields(kinds.agent, agent)).toEqual(['/workstreamIds/1', '/workstreamIds/2']);
  });

  it('of a quick reply need a workstream that exists', () => {
    expect(refusedFields(kinds.quickReply, shop.greeting, [])).toEqual(['/workstreamId']);
  });
});

describe('the fact of a change', () => {
  it("of an agent contains every setting but the agent's name", () => {
    const { data } = kinds.agent.fact('anna', shop.agents.anna, '2026-01-01T00:00:00.000Z');
    expect(JSON.stringify(data)).not.toContain('Anna');
    expect(data).toMatchObject({ agentId: 'anna', settings: { maxUnits: 2, workstreamIds: ['shop'] } });
  });
});
