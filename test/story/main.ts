import { Narrator } from './narrator';
import { readStoryOptions, usage, UsageError } from './options';
import { findRunningSystem } from './running-system';
import { play, stepsOf, type Scene } from './scene';
import { lineCut } from './scenes/a-line-cut';
import { otherDevice } from './scenes/b-other-device';
import { prompt } from './scenes/c-prompt';
import { startNew } from './scenes/d-start-new';
import { tooLate } from './scenes/e-too-late';
import { agentEnded } from './scenes/f-agent-ended';
import { tabClosed } from './scenes/g-tab-closed';
import { gatewayKilled } from './scenes/h-gateway-killed';
import { extended } from './scenes/i-extended';
import { ConfigApi } from './config-api';
import { Stage } from './stage';

/** In the order of the output. The scene that kills a gateway runs after all others have finished. */
const scenes = [
  lineCut,
  otherDevice,
  prompt,
  startNew,
  tooLate,
  agentEnded,
  tabClosed,
  gatewayKilled,
  extended,
];

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** `npm run story`: demonstrates the product on a running system. The exit code is 0 if every step succeeded. */
async function main(): Promise<number> {
  const options = readStoryOptions(process.argv.slice(2), process.env);
  const system = await findRunningSystem(options, process.env);
  if (!system) {
    say('No running system found. Start one:  npm start');
    say('(or give its addresses:  npm run story -- --against <gateway>[,<gateway>] --config <config>)');
    return 2;
  }
  say(`Customers are disconnected from a chat and reconnect to the same chat and the same agent.`);
  say(`Gateways: ${system.gateways.join(' and ')}. All sockets are real, and really interrupted.`);
  if (options.setupToken) {
    await ConfigApi.makeAdministrator(system.config, options.setupToken, system.administrator);
    say(`Created the first administrator: ${system.administrator.login}.`);
  }
  say('Creating workstreams, widgets and agents ...');
  const settings = await ConfigApi.open(system.config, system.administrator);
  const stage = new Stage(system, settings);
  try {
    return await tell(stage);
  } finally {
    await stage.sendEverybodyHome();
  }
}

async function tell(stage: Stage): Promise<number> {
  const began = performance.now();
  const prepared: Scene[] = await Promise.all(scenes.map((scene) => scene(stage)));
  const narrator = new Narrator(prepared.length, say);
  const perform = async (scene: Scene, at: number) => {
    const good = await play(scene, (told) => {
      narrator.tell(at, told);
    });
    narrator.end(at);
    return good;
  };
  const crash = scenes.indexOf(gatewayKilled);
  const numbered = prepared.map((scene, at) => ({ scene, at }));
  const performAll = (some: typeof numbered) => Promise.all(some.map(({ scene, at }) => perform(scene, at)));
  const peaceful = await performAll(numbered.filter(({ at }) => at !== crash));
  const crashed = await performAll(numbered.filter(({ at }) => at === crash));
  const total = prepared.reduce((sum, scene) => sum + stepsOf(scene), 0);
  const asTold = [...peaceful, ...crashed].reduce((sum, count) => sum + count, 0);
  say(`\nFinished in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
  say(`story: ${asTold} of ${total} steps`);
  return asTold === total ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof UsageError) {
      say(`${error.message}\n\n${usage}`);
      process.exit(2);
    }
    say(`\nThe story could not be played: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
