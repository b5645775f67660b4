import { demoPassword } from '@rejoin/servers';
import type { Command } from 'commander';
import { SeedFile } from '../domain/seed-file';
import { linesOfPlan } from '../domain/settings-plan';
import { CommandFailure, exitCodes } from '../failure';
import { parseFile } from '../use-cases/import-settings';
import { seedSystem, theDemo, type Seed } from '../use-cases/seed-system';
import { addLeaf } from './leaf';
import { readGiven, type Terminal } from './terminal';

const warning =
  'The accounts of the demo have a password that everybody can read. Never use them in production.';

/** Fills a new system from a file, or with the demo. */
export function addSeed(program: Command, terminal: Terminal): void {
  addLeaf(
    program,
    terminal,
    'seed [file]',
    'Fill a new system with settings and accounts; what exists stays as it is',
    async ([file], { demo, dryRun, force, portalUrl, portalKey }) => {
      const { environment } = terminal;
      const { seedPassword: password, configUrl } = environment;
      if ((file === undefined) === (demo !== true))
        throw new CommandFailure(exitCodes.usage, 'The seed is a file or --demo', 'Name one of them.');
      const seed: Seed =
        file === undefined
          ? await theDemo(textOf(portalUrl), textOf(portalKey), password)
          : { file: parseFile(readGiven(file), SeedFile, 'See docs/operators.md, Seed.'), password };
      const summaries = await seedSystem(seed, {
        configUrl,
        administrator: environment.namedAdministrator,
        setupToken: environment.knownSetupToken,
        dryRun: dryRun === true,
        force: force === true,
      });
      const isChange = summaries.some(({ action }) => action !== 'keep');
      const done =
        dryRun === true ? 'Nothing was changed.' : isChange ? 'Done.' : 'Nothing had to be changed.';
      const warnings = seed.password === demoPassword ? [warning] : [];
      return {
        lines: [...linesOfPlan({ changes: summaries }), done, ...warnings],
        value: { changes: summaries, applied: dryRun !== true, warnings },
      };
    },
  )
    .option('--demo', 'the demo of npm start instead of a file')
    .option('--portal-url <url>', 'with --demo: the page with the chat widget; its widgets follow it')
    .option('--portal-key <file>', 'with --demo: the key that signs customers in; created if it is not there')
    .option('--force', 'also in a system with accounts that the file does not name')
    .option('--dry-run', 'show what would be created, and change nothing');
}

const textOf = (option: string | boolean | undefined) => (typeof option === 'string' ? option : undefined);
