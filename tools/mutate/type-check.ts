import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import type { Mutation } from './mutations';

/** Says whether a mutation of a page passes the type check of its file. One program for each page is kept. */
export class TypeCheck {
  private readonly services = new Map<string, ts.LanguageService>();
  private mutated: { readonly path: string; readonly text: string; readonly version: string } | undefined;
  private checked = 0;

  constructor(private readonly root: string) {}

  passes({ file, start, end, replacement }: Mutation): boolean {
    const path = resolve(this.root, file);
    const text = ts.sys.readFile(path) ?? '';
    this.checked += 1;
    this.mutated = {
      path,
      text: text.slice(0, start) + replacement + text.slice(end),
      version: `${this.checked}`,
    };
    const service = this.serviceOf(file);
    return [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)].length === 0;
  }

  private serviceOf(file: string): ts.LanguageService {
    const [, page = ''] = /^apps\/web\/(\w+)\//.exec(file) ?? [];
    // The kit has no program of its own: the desk uses all of it.
    const program = join(this.root, 'apps/web', page === 'kit' ? 'desk' : page, 'tsconfig.json');
    const service = this.services.get(program) ?? ts.createLanguageService(this.hostOf(program));
    this.services.set(program, service);
    return service;
  }

  private hostOf(program: string): ts.LanguageServiceHost {
    const { config } = ts.readConfigFile(program, ts.sys.readFile) as { config: unknown };
    const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(program));
    const textOf = (path: string) =>
      path === this.mutated?.path ? this.mutated.text : ts.sys.readFile(path);
    return {
      getCompilationSettings: () => options,
      getScriptFileNames: () => fileNames,
      getScriptVersion: (path) => (path === this.mutated?.path ? this.mutated.version : '0'),
      getScriptSnapshot(path) {
        const text = textOf(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => this.root,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (path) => ts.sys.fileExists(path),
      readFile: (path) => ts.sys.readFile(path),
      directoryExists: (path) => ts.sys.directoryExists(path),
      getDirectories: (path) => ts.sys.getDirectories(path),
      readDirectory: (...search) => ts.sys.readDirectory(...search),
    };
  }
}
