// `npm run words` writes the types of the texts after a change to an English file.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogues, declarationOf, web } from './catalogues.js';

for (const catalogue of catalogues)
  writeFileSync(join(web, catalogue.folder, 'catalogue.ts'), declarationOf(catalogue));
