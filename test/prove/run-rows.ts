import { playCampaign, type Campaign } from './campaign';
import { clusterFaults } from './cluster-faults';
import { playApiRaces } from './api-races';
import type { Findings } from './findings';
import { playModel, type ModelFigures } from './model';
import type { ProveOptions, RowName } from './options';
import { fewPlants, playPlanted, type PlantedResult } from './planted-run';
import { playRaces } from './races';
import { Random } from './random';
import { playSecurity, type SecurityFigures } from './security/play-security';
import { startSystem, type System } from './system';

const plantsInAll = 3;

/** The results of the rows of a run. Undefined means that the row was not requested or not reached. */
export interface RowFigures {
  plants?: readonly PlantedResult[];
  model?: readonly ModelFigures[];
  races?: string;
  /** How the races through the gateways were decided. */
  apiRaces?: ReadonlyMap<string, number>;
  security?: SecurityFigures;
  campaign?: Campaign;
  /** The campaigns on a NATS cluster, by the number of replicas of each service. */
  clusters?: ReadonlyMap<number, Campaign>;
}

export interface RunTerms {
  readonly options: ProveOptions;
  readonly seed: number;
  /** No further cycle of faults is begun after this instant of `performance.now()`. */
  readonly until: number;
  readonly isStopped: () => boolean;
  readonly tell: (line: string) => void;
  readonly onSystem: (system: System | undefined) => void;
}

/**
 * Plays the rows in their order, the quick ones first. Returns the requested rows that were not played to
 * their end.
 */
export async function playRows(
  { options, seed, until, isStopped, tell, onSystem }: RunTerms,
  findings: Findings,
  figures: RowFigures,
): Promise<RowName[]> {
  const left = new Set(options.rows);
  const play = async (row: RowName, how: () => Promise<void>): Promise<void> => {
    if (!left.has(row) || isStopped()) return;
    const begun = performance.now();
    await how();
    if (!isStopped()) left.delete(row);
    tell(`${row}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  };
  await play('plants', async () => {
    const chosen = fewPlants(new Random(seed).fork(9), plantsInAll);
    figures.plants = await playPlanted(chosen, { seed, isStopped, tell });
    for (const { plant, failure } of figures.plants)
      findings.add(`without ${plant.without}: caught`, failure === undefined ? [] : [failure]);
  });
  await play('model', async () => {
    figures.model = await playModel({ stories: options.stories, seed }, findings);
  });
  await play('races', async () => {
    figures.races = await playRaces(options.races, findings, tell);
  });
  await play('cluster', () =>
    playClusters({ options, seed, until, isStopped, tell, onSystem }, findings, figures),
  );
  if (isStopped() || !(['security', 'chaos', 'api-races'] as const).some((row) => left.has(row)))
    return [...left];
  const system = await startSystem();
  onSystem(system);
  tell(`the system runs in ${system.folder}`);
  const broken = findings.broken.length;
  try {
    await play('chaos', async () => {
      const { cycles, faults, untilBroken } = options;
      const terms = { cycles, until, seed, faults, untilBroken, isStopped, tell };
      figures.campaign = await playCampaign(system, terms, findings);
    });
    await play('api-races', async () => {
      const terms = { count: options.apiRaces, random: new Random(seed).fork(11), isStopped };
      figures.apiRaces = await playApiRaces(system, terms, findings);
    });
    await play('security', async () => {
      figures.security = await playSecurity(
        system,
        { frames: options.frames, seed, tell, isStopped },
        findings,
      );
    });
  } finally {
    const isBroken = findings.broken.length > broken;
    await system.stop(isBroken);
    onSystem(undefined);
    if (isBroken) tell(`the logs of the services are kept in ${system.folder}`);
  }
  return [...left];
}

/** Plays faults of a NATS cluster, with two and then with four replicas of each service. */
async function playClusters(
  { options, seed, until, isStopped, tell, onSystem }: RunTerms,
  findings: Findings,
  figures: RowFigures,
): Promise<void> {
  const { untilBroken, faults } = options;
  const campaigns = new Map<number, Campaign>();
  figures.clusters = campaigns;
  const cycles = Math.ceil(options.cycles / replicasOnClusters.length);
  for (const replicas of replicasOnClusters) {
    if (isStopped() || (untilBroken && findings.broken.length > 0)) return;
    const broken = findings.broken.length;
    const system = await startSystem({ replicas, isCluster: true });
    onSystem(system);
    tell(`${replicas} replicas of each service on a NATS cluster run in ${system.folder}`);
    try {
      const now = performance.now();
      const halfUntil = replicas === replicasOnClusters.at(-1) ? until : now + (until - now) / 2;
      const terms = { cycles, until: halfUntil, seed, faults, kinds: clusterFaults };
      campaigns.set(
        replicas,
        await playCampaign(system, { ...terms, untilBroken, isStopped, tell }, findings),
      );
    } finally {
      const isBroken = findings.broken.length > broken;
      await system.stop(isBroken);
      onSystem(undefined);
      if (isBroken) tell(`the logs of the services are kept in ${system.folder}`);
    }
  }
}

const replicasOnClusters = [2, 4] as const;
