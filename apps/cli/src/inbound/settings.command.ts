import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { linesOfPlan, type Plan } from '../domain/settings-plan';
import { HttpApi } from '../outbound/http-api';
import { applyPlan, compareSettings, exportSettings, readSettings } from '../use-cases/import-settings';
import { addLeaf } from './leaf';
import { readGiven, type Terminal } from './terminal';

/** Configuration as code: workstreams, agents, chat widgets and quick replies as YAML, through the API of config. */
export function addSettings(program: Command, terminal: Terminal): void {
  const settings = program
    .command('settings')
    .description('Workstreams, agents, chat widgets and quick replies as a YAML file');
  const signedIn = <T>(work: (api: HttpApi) => Promise<T>) =>
    HttpApi.asAdministrator(terminal.environment.configUrl, terminal.environment.administrator, work);

  addLeaf(
    settings,
    terminal,
    'export [file]',
    'Write all settings; secrets are never among them',
    async ([file]) => {
      const text = await signedIn(exportSettings);
      if (file === undefined || file === '-') return { lines: [text.trimEnd()], value: { yaml: text } };
      writeFileSync(file, text);
      return { lines: [`The settings were written to ${file}.`], value: { file } };
    },
  );
  addLeaf(
    settings,
    terminal,
    'diff <file>',
    'Show what an import would change; exits with 1 if anything',
    async ([file = '-']) => {
      const text = readGiven(file);
      const plan = await signedIn((api) => compareSettings(api, text));
      return { ...shown(plan), found: isChange(plan) };
    },
  );
  addLeaf(
    settings,
    terminal,
    'import <file>',
    'Make the settings as in the file; what the file does not name stays as it is',
    async ([file = '-'], { dryRun }) => {
      const text = readGiven(file);
      const plan = await signedIn(async (api) => {
        const compared = await compareSettings(api, text);
        if (dryRun !== true) await applyPlan(api, compared, await readSettings(api));
        return compared;
      });
      const { lines, value } = shown(plan);
      const done =
        dryRun === true ? 'Nothing was changed.' : isChange(plan) ? 'Done.' : 'Nothing had to be changed.';
      return { lines: [...lines, done], value: { ...value, applied: dryRun !== true } };
    },
  ).option('--dry-run', 'show what would change, and change nothing');
}

const isChange = ({ changes }: Plan) => changes.some(({ action }) => action !== 'keep');

function shown(plan: Plan) {
  const changes = plan.changes.map(({ item: _, version: __, ...change }) => change);
  return { lines: linesOfPlan(plan), value: { changes, others: plan.others } };
}
