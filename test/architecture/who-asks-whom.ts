import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..');

/**
 * The requests, answers and followed facts in the source of a service, by the names that `contracts` exports.
 */
export interface BusUse {
  readonly asks: ReadonlySet<string>;
  readonly answers: ReadonlySet<string>;
  /** The kinds of each family; an empty list means all kinds. */
  readonly follows: ReadonlyMap<string, readonly string[]>;
}

/** Reads the source of a service without its tests. */
export function busUseOf(service: string): BusUse {
  const folder = join(root, 'apps', service, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const product = files.filter((file) => /\.ts$/.test(file) && !/\.(spec|fixture|model)\.ts$/.test(file));
  return busUseIn(product.map((file) => readFileSync(join(folder, file), 'utf8')));
}

/** Throws when a request or a family is not named where it is used, because it could not be identified. */
export function busUseIn(sources: readonly string[]): BusUse {
  const use = { asks: new Set<string>(), answers: new Set<string>(), follows: new Map<string, string[]>() };
  for (const source of sources) {
    visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest), (call) => {
      const into = kindOf(call.expression);
      const [named, ...kinds] = call.arguments;
      if (into === undefined) return;
      if (named === undefined || !ts.isIdentifier(named))
        throw new Error(`not a name of contracts: ${source.slice(call.pos, call.end).trim()}`);
      if (into === 'follows') use.follows.set(named.text, kinds.map(textOf));
      else use[into].add(named.text);
    });
  }
  return use;
}

function kindOf(called: ts.Expression): keyof BusUse | undefined {
  if (ts.isPropertyAccessExpression(called) && called.name.text === 'ask') return 'asks';
  if (!ts.isIdentifier(called)) return undefined;
  if (called.text === 'Answers') return 'answers';
  return called.text === 'OnFacts' ? 'follows' : undefined;
}

function textOf(node: ts.Expression): string {
  if (!ts.isStringLiteral(node)) throw new Error('a kind of fact is not written out where it is followed');
  return node.text;
}

function visit(node: ts.Node, onCall: (call: ts.CallExpression) => void): void {
  if (ts.isCallExpression(node)) onCall(node);
  ts.forEachChild(node, (child) => visit(child, onCall));
}
