import { projectFolder } from '@rejoin/servers';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string) => readFileSync(join(projectFolder(), file), 'utf8');

/** The files with the schemas of the environment. */
const schemas = [
  'libs/service/src/environment.ts',
  'libs/service/src/pages.ts',
  'libs/service/src/api-documents.ts',
  'apps/config/src/config.environment.ts',
  'apps/session-gateway/src/gateway.environment.ts',
  'apps/reconnection-timer/src/timer.environment.ts',
];
const variablesOf = (file: string) =>
  [...read(file).matchAll(/(?:^ +|\{ )([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name);

describe('docs/operators.md', () => {
  const [, table = ''] = /\n## Environment\n(.*?)\n## /s.exec(read('docs/operators.md')) ?? [];
  const documented = [...table.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name = '']) => name),
  );

  it.each(schemas)('describes every variable of %s', (file) => {
    const variables = variablesOf(file);
    expect(variables.length).toBeGreaterThan(0);
    expect(variables.filter((name) => !documented.includes(name))).toEqual([]);
  });

  it('describes no variable that nothing reads', () => {
    const known = new Set([...schemas.flatMap(variablesOf), 'OTEL_EXPORTER_OTLP_ENDPOINT', 'X_FILE']);
    expect(documented.filter((name) => !known.has(name))).toEqual([]);
  });
});
