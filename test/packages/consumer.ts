import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';

const root = join(__dirname, '../..');
const run = promisify(execFile);

const isPublished = (name: string) =>
  !(JSON.parse(readFileSync(join(root, 'libs', name, 'package.json'), 'utf8')) as { private?: boolean })
    .private;

/** The packages that are published to npm. */
export const packages = readdirSync(join(root, 'libs')).filter(isPublished);

/**
 * Packages that readers of the examples install beside ours, installed from here instead of from a registry.
 */
const beside = [
  'zod',
  'ws',
  'nats',
  'nkeys.js',
  'tweetnacl',
  '@types/node',
  'undici-types',
  '@types/ws',
  '@types/pg',
];

/** npm asks the registry for every package that it is not given, and the cache of a fresh machine knows none. */
function withDependencies(names: readonly string[], found = new Set<string>()): ReadonlySet<string> {
  for (const name of names) {
    if (found.has(name)) continue;
    found.add(name);
    const file = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
    const { dependencies = {} } = JSON.parse(file) as { dependencies?: Record<string, string> };
    withDependencies(Object.keys(dependencies), found);
  }
  return found;
}

/** A project of a user: an empty folder in which the tarballs of our packages are installed. */
export class Consumer {
  /** The tarball of each of our packages. */
  private tarballs: ReadonlyMap<string, string> = new Map();

  private constructor(readonly folder: string) {}

  static async open(): Promise<Consumer> {
    await run(process.execPath, ['tools/packages/build.mjs'], { cwd: root });
    const consumer = new Consumer(await mkdtemp(join(tmpdir(), 'rejoin-consumer-')));
    await consumer.write('package.json', '{ "private": true, "type": "module" }');
    const ours = await consumer.pack(packages.map((name) => join(root, 'dist/packages', name)));
    const others = await consumer.pack(
      [...withDependencies(beside)].map((name) => join(root, 'node_modules', name)),
    );
    consumer.tarballs = new Map(packages.map((name, i) => [name, ours[i] ?? '']));
    const options = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...options, ...ours, ...others], { cwd: consumer.folder });
    return consumer;
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  write(name: string, content: string): Promise<void> {
    return writeFile(join(this.folder, name), content);
  }

  /** Runs a program of the project with node and returns its output. */
  async node(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
    const { stdout } = await run(process.execPath, args, {
      cwd: this.folder,
      env: { ...process.env, ...environment },
    });
    return stdout;
  }

  /** Checks the types of programs as a strict project does. Returns the errors. */
  async problemsOf(programs: readonly string[], moduleResolution: 'node16' | 'bundler'): Promise<string> {
    const module = moduleResolution === 'node16' ? 'node16' : 'esnext';
    const compilerOptions = {
      ...{ strict: true, noEmit: true, noUncheckedIndexedAccess: true },
      ...{ target: 'es2022', lib: ['es2023', 'dom'], types: ['node'], module, moduleResolution },
    };
    await this.write('tsconfig.json', JSON.stringify({ compilerOptions, files: programs }));
    return failure(this.node([join(root, 'node_modules/typescript/bin/tsc'), '-p', '.']));
  }

  /** Compiles a TypeScript program to one that can be run. */
  async build(program: string): Promise<string> {
    const { outputText } = ts.transpileModule(await readFile(join(this.folder, program), 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    const built = program.replace(/\.mts$/, '.mjs');
    await this.write(built, outputText);
    return built;
  }

  /** The findings of one of our tools. */
  tool(...args: readonly string[]): Promise<string> {
    return failure(run('npx', ['--no-install', ...args], { cwd: root }));
  }

  /** Creates a folder of the project with these files. */
  async folderWith(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    await mkdir(join(this.folder, name), { recursive: true });
    for (const [file, content] of Object.entries(files)) await this.write(join(name, file), content);
    return join(this.folder, name);
  }

  /** One of our packages as it was installed. `texts` is all the text in its `dist` folder. */
  async installed(name: string): Promise<{ manifest: object; files: string[]; texts: string }> {
    const folder = join(this.folder, 'node_modules/@rejoin', name);
    const built = await readdir(join(folder, 'dist'));
    const texts = await Promise.all(built.map((file) => readFile(join(folder, 'dist', file), 'utf8')));
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as object;
    return { manifest, files: await readdir(folder), texts: texts.join('\n') };
  }

  /** The public methods and properties of the classes of a package. */
  async membersOf(name: string, classes: readonly string[]): Promise<string[]> {
    const file = join(this.folder, 'node_modules/@rejoin', name, 'dist/index.d.ts');
    const source = ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.Latest, true);
    return source.statements
      .filter(ts.isClassDeclaration)
      .filter((one) => classes.includes(one.name?.text ?? ''))
      .flatMap(({ members }) => [...members])
      .filter((member) => (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) === 0)
      .flatMap(({ name: member }) => (member && ts.isIdentifier(member) ? [member.text] : []));
  }

  /** Packs folders with one npm, because its start takes longer than a package. Returns the tarballs in their order. */
  async pack(folders: readonly string[]): Promise<string[]> {
    const options = ['--silent', '--ignore-scripts', '--pack-destination', this.folder];
    const { stdout } = await run('npm', ['pack', ...options, ...folders], { cwd: root });
    return stdout.split('\n').flatMap((line) => (line.endsWith('.tgz') ? [join(this.folder, line)] : []));
  }

  tarballOf(name: string): string {
    return this.tarballs.get(name) ?? '';
  }
}

async function failure(running: Promise<unknown>): Promise<string> {
  try {
    await running;
    return '';
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}` || String(error);
  }
}

export const readmeOf = (name: string) => readFile(join(root, 'libs', name, 'README.md'), 'utf8');
