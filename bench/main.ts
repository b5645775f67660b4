import { chooseNats } from './machine/nats-versions.ts';
import { redisVersion } from './machine/redis.ts';
import { Stage, within } from './machine/stage.ts';
import { readOptions, usage, type Options } from './options.ts';
import { judge, type Outcome } from './report/goals.ts';
import { sectionOf, writeDocument, type Played } from './report/document.ts';
import { readRounds, roundOf, writeRounds, type KeptRound } from './report/rounds-file.ts';
import { writeScaleFigures } from './report/scale-figures.ts';
import { faultsOf } from './report/table.ts';
import { scenes } from './scenes/all.ts';
import type { Contender, Scene } from './scenes/scene.ts';

/** A turn is not begun when less time than this remains. */
const leastSeconds = 45;

let stage: Stage | undefined;

async function main(): Promise<boolean> {
  const names = scenes.map(({ name }) => name);
  const options = readOptions(process.argv.slice(2), names);
  if (options === 'help') {
    console.log(usage(names));
    return true;
  }
  const nats = await chooseNats(options.nats);
  console.log(`Node ${process.version}, nats-server ${nats.version}, ${options.rounds} rounds`);
  if (redisVersion() === undefined) {
    console.log(
      'There is no redis-server on the PATH (apt-get install redis-server): peers that need Redis are left out.',
    );
  }
  const wanted = scenes.filter(({ name }) => options.scenes.includes(name));
  const kept = options.continues ? readRounds() : [];
  const played = await play(wanted, options, nats, kept);
  if (!options.full) console.log('\nIndicative: few rounds. docs/performance.md is written by --full alone.');
  const scale = played.find(({ scene }) => scene.name === 'replicas');
  if (options.write && scale) writeScaleFigures(scale.rounds, nats.version);
  const judged = played.flatMap(({ scene, rounds }) => scene.goals.map((goal) => judge(goal, rounds)));
  const missed = judged.filter(({ verdict }) => verdict === 'missed').length;
  console.log(`bench: ${judged.length - missed} of ${judged.length} goals not missed`);
  return played.every(({ rounds }) => faultsOf(rounds).length === 0);
}

/**
 * The outer loop is over rounds and the inner one over scenes, so that a disturbance of one minute affects
 * all scenes.
 */
async function play(
  wanted: readonly Scene[],
  options: Options,
  nats: Stage['natsServer'],
  kept: KeptRound[],
): Promise<Played[]> {
  const end = performance.now() + options.limitMinutes * 60_000;
  const played = wanted.map((scene) => ({
    scene,
    contenders: scene.contenders(options.short),
    rounds: kept.flatMap(({ outcomes: { [scene.name]: ofScene } }) => (ofScene ? [ofScene] : [])),
  }));
  for (let round = kept.length; round < options.rounds; round++) {
    const ofRound: Record<string, Record<string, Outcome>> = {};
    for (const { scene, contenders, rounds } of played) {
      if (round >= (scene.mostRounds ?? Infinity)) continue;
      const outcomes: Record<string, Outcome> = {};
      // Every second round reverses the order, so that no contender always runs on the warm machine. The
      // table keeps the order.
      for (const contender of round % 2 === 0 ? contenders : [...contenders].reverse()) {
        const left = (end - performance.now()) / 1000;
        const name = `round ${round + 1}, ${scene.name}, ${contender.name}`;
        if (left < leastSeconds) {
          console.log(`  ${name}: not played, ${options.limitMinutes} minutes are over`);
          continue;
        }
        const its = new Stage(options.scale, options.short, nats);
        outcomes[contender.name] = await turn(name, contender, its, Math.min(scene.limitSeconds, left));
      }
      const inOrder = contenders.flatMap(({ name }) =>
        outcomes[name] ? [[name, outcomes[name]] as const] : [],
      );
      rounds.push(Object.fromEntries(inOrder));
      ofRound[scene.name] = Object.fromEntries(inOrder);
    }
    if (!options.full) continue;
    // After each round, so that a run that is stopped has written what it measured.
    kept.push(roundOf(nats.version, ofRound));
    writeRounds(kept);
    writeDocument(played, kept);
  }
  if (options.full) writeDocument(played, kept);
  for (const one of played) console.log(`\n${sectionOf(one)}`);
  return played;
}

async function turn(name: string, contender: Contender, its: Stage, seconds: number): Promise<Outcome> {
  const begun = performance.now();
  stage = its;
  let done: Outcome;
  try {
    done = await within(seconds, contender.run(its));
  } catch (error) {
    done = { figures: {}, faults: [error instanceof Error ? error.message : String(error)] };
  } finally {
    await its.close();
  }
  const took = ((performance.now() - begun) / 1000).toFixed(0);
  const state = done.faults.length === 0 ? 'right' : done.faults.join('; ');
  console.log(`  ${name}: ${state} (${took} s)`);
  return done;
}

let asked = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (asked) process.exit(130);
    asked = true;
    console.log(`${signal}: stopping what was started ...`);
    void (stage?.close() ?? Promise.resolve()).then(() => process.exit(130));
  });
}

main().then(
  (right) => process.exit(right ? 0 : 1),
  async (error: unknown) => {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    await stage?.close();
    process.exit(2);
  },
);
