import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configOpenApi } from '../../apps/config/src/inbound/openapi';
import { gatewayOpenApi } from '../../apps/session-gateway/src/inbound/http/openapi';
import { adrIndex } from './adr-index';
import { asyncApi } from './asyncapi';
import { asyncApiFrames } from './asyncapi-frames';
import { clientPaths } from './client-paths';
import { eventsPage, type Recording } from './events-page';
import { factTypes } from './fact-types';
import type { Json } from './json-schema';
import { limitsPage } from './limits-page';
import { factSchemas, frameSchemas } from './protocol-schemas';
import { refusalsPage } from './refusals-page';
import { withScaleTables, type ScaleFigures } from './scale-tables';
import { valuesPage } from './values-page';

/** Everything that is generated, most of it from the contracts: path from the repository's root -> content. */
export function artifacts(root: string): Map<string, string> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const recording = JSON.parse(
    readFileSync(join(root, 'tools/generate/recorded/stories.json'), 'utf8'),
  ) as Recording;
  const scaleFigures = JSON.parse(
    readFileSync(join(root, 'docs/scale-figures.json'), 'utf8'),
  ) as ScaleFigures;
  const scalePage = readFileSync(join(root, 'docs/scale.md'), 'utf8');
  const documents: [path: string, document: Json | object][] = [
    ['docs/generated/asyncapi.json', asyncApi(version)],
    ['docs/generated/asyncapi-frames.json', asyncApiFrames(version)],
    ['docs/generated/frames.json', frameSchemas()],
    ['docs/generated/openapi-config.json', configOpenApi()],
    ['docs/generated/openapi-gateway.json', gatewayOpenApi()],
    ...factSchemas().map(([fact, schema]): [string, Json] => [`docs/generated/schemas/${fact}.json`, schema]),
  ];
  return new Map([
    ...documents.map(([path, document]) => [path, `${JSON.stringify(document, null, 2)}\n`] as const),
    ...Object.entries(clientPaths()),
    ['docs/refusals.md', refusalsPage()],
    ['docs/events.md', eventsPage(recording)],
    ['libs/events/src/fact-data.ts', factTypes()],
    ['docs/values.md', valuesPage()],
    ['docs/limits.md', limitsPage()],
    ['docs/scale.md', withScaleTables(scalePage, scaleFigures)],
    ['docs/adr/README.md', adrIndex(root)],
  ]);
}
