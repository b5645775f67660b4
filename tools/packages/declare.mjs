import { generateDtsBundle } from 'dts-bundle-generator';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { wireTypes } from './wire-types.mjs';

/**
 * Writes the types of a library as one file. Types from `@rejoin/contracts` are written out, so that a user
 * needs no schema library to read them.
 */
export function declare({ root, name, folder, external }) {
  // The folder is below the root, where the packages are found from which types come.
  const work = mkdtempSync(join(root, 'dist/packages/types-'));
  try {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), (file) => ts.sys.readFile(file));
    const shared = {
      ...config.compilerOptions,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
    };
    const options = {
      ...ts.convertCompilerOptionsFromJson({ ...shared, lib: ['es2023', 'dom'] }, root).options,
      ...{
        declaration: true,
        emitDeclarationOnly: true,
        sourceMap: false,
        outDir: work,
        rootDir: join(root, 'libs'),
      },
    };
    const program = ts.createProgram([join(root, 'libs', name, 'src/index.ts')], options);
    const problems = ts.getPreEmitDiagnostics(program);
    if (problems.length > 0) throw new Error(ts.formatDiagnostics(problems, host));
    program.emit();
    const contracts = join(work, 'contracts.d.ts');
    writeFileSync(
      contracts,
      wireTypes(program, join(root, 'libs', name), join(root, 'libs/contracts/src/index.ts')),
    );
    const paths = name === 'contracts' ? {} : { '@rejoin/contracts': [contracts] };
    const project = join(work, 'tsconfig.json');
    writeFileSync(
      project,
      JSON.stringify({
        compilerOptions: { ...shared, lib: ['es2023', 'dom'], baseUrl: work, paths, declaration: true },
      }),
    );
    const [types] = generateDtsBundle(
      [
        {
          filePath: join(work, name, 'src/index.d.ts'),
          libraries: { importedLibraries: external, allowedTypesLibraries: [] },
          output: { noBanner: true, exportReferencedTypes: false, inlineDeclareGlobals: true },
        },
      ],
      { preferredConfigPath: project },
    );
    for (const ending of ['d.ts', 'd.cts']) writeFileSync(join(folder, `index.${ending}`), types);
  } finally {
    rmSync(work, { recursive: true });
  }
}

const host = {
  getCurrentDirectory: () => process.cwd(),
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
};
